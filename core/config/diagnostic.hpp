// SPDX-License-Identifier: Apache-2.0
// Where a config is wrong, how, and what was probably meant: one line for a person per problem.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace galley::core::config {

/// A place in a config. A value given on the command line has file "--set" and line 0.
struct Position {
    std::string file;        ///< as the user named it
    std::uint32_t line = 0;  ///< 1-based; 0: the file as a whole
    std::string key_path;    ///< "pipeline.strip_notices.as_items"; may be empty

    /// "newsroom.info:31", or the file alone.
    std::string where() const;

    /// The same place, one key further in.
    Position at(std::string_view key) const;
};

struct Diagnostic {
    Position position;
    std::string problem;
    std::string meant;  ///< what was probably meant; may be empty

    /// "newsroom.info:31: pipeline.join.max_gap_lines: expected 0..99, got \"ten\"".
    std::string text() const;
};

using Diagnostics = std::vector<Diagnostic>;

/// Sorts by file and line and drops repetitions.
void sort(Diagnostics& problems);

/// All problems, one a line, each line ended.
std::string to_text(const Diagnostics& problems);

/// The candidate that `word` was probably meant to be, or nothing.
std::string closest(std::string_view word, std::span<const std::string> candidates);

/// `text` in quotes, with control and invisible characters shown as \u{...}, cut after 80 bytes.
std::string in_quotes(std::string_view text);

/// The same without quotes.
std::string shown(std::string_view text);

}  // namespace galley::core::config
