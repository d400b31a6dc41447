// SPDX-License-Identifier: Apache-2.0
// Finds short texts in a whole text at once, several times faster than patterns in line after line;
// and patterns that begin with texts and that bytes tell exactly.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "core/rules/prefilter.hpp"
#include "core/rules/text_lines.hpp"

namespace galley::core::rules {

/// A rule of whose texts one stands in a line, or whose pattern matches it.
struct TextHit {
    LineIndex line = 0;
    PatternIndex rule = 0;
    ByteOffset last_end = 0;  // of these, in the text: a match that begins there has none of them
};

class TextSearch {
  public:
    /// What one search needs for itself.
    using Scratch = Prefilter::Scratch;

    TextSearch() = default;
    TextSearch(const TextSearch&) = delete;
    TextSearch& operator=(const TextSearch&) = delete;
    virtual ~TextSearch() = default;

    [[nodiscard]] virtual std::unique_ptr<Scratch> make_scratch() const = 0;

    /// Appends each rule once for each line that has one of its texts, or one of each of its two
    /// kinds; ascending by line.
    /// @param stretch  the lines to search.
    /// @param scratch  made by this search, used by one thread at a time.
    /// @thread any.
    /// @returns false when what it names is a guess: all of them.
    virtual bool search(
        const TextLines& lines,
        LineRange stretch,
        Scratch& scratch,
        std::vector<TextHit>& out) const = 0;
};

}  // namespace galley::core::rules
