// SPDX-License-Identifier: Apache-2.0
// Labels of an announcement and the values behind them ("招标编号：SQ-18").
#pragma once
#include <string_view>
#include <vector>

#include "words.hpp"

namespace galley::strip_notices {

/// Behind an opening bracket at the front; 0 when there is none.
ByteOffset skip_open_bracket(std::string_view line);

/// Without quotation marks or title marks around it.
span without_quotes(std::string_view text, span at);

/// A few characters, a colon, and a value or nothing.
bool starts_with_label(std::string_view line);

/// The lines of an announcement, asked for what stands behind labels.
struct Labels {
    std::string_view text;
    const std::vector<span>& lines;

    /// The value behind the first of these labels that has a colon: up to a comma, a blank, a
    /// bracket that closes or the line's end. Empty: none.
    span value(const WordList& labels) const;
};

}  // namespace galley::strip_notices
