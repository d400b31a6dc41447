// SPDX-License-Identifier: Apache-2.0
// The lines of a text as the join rules need them, and the width the whole page was wrapped at.
#pragma once
#include <string_view>
#include <vector>

#include <galley/text.hpp>

namespace galley::join_wrapped_lines {

struct page_line {
    span at;                        ///< without blanks and line end
    std::string_view text;          ///< the same
    std::size_t width_columns = 0;  ///< with its indent, as the page was set
    std::size_t blank_lines_before = 0;
    bool indented = false;
};

/// How the page tells its paragraphs apart.
enum class paragraph_style { unknown, indented, blank_lines };

struct page {
    std::vector<page_line> lines;  ///< those that are not blank
    std::size_t wrap_columns = 0;  ///< 0: not wrapped as a whole
    paragraph_style style = paragraph_style::unknown;

    /// Whether the first word of the next line had no room behind this one.
    bool full(std::size_t line) const;
};

page read_page(std::string_view text);

}  // namespace galley::join_wrapped_lines
