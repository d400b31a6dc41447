// SPDX-License-Identifier: Apache-2.0
// Finds the line ends that break a sentence, and the captions that stand in between.
#pragma once
#include <string_view>
#include <vector>

#include <galley/values.hpp>

namespace galley::join_wrapped_lines {

struct options {
    std::size_t min_width_columns = 40;  ///< a shorter line is taken for a line of its own
    std::size_t max_gap_lines = 6;       ///< blank lines between two halves
    std::size_t max_captions = 4;        ///< captions between two halves; 0: never join across one
};

/// A line end, with the blanks and blank lines after it, that is stood for by `replacement`.
struct join {
    span at;
    std::string_view replacement;  ///< "" or " "
    std::string_view rule;
    double confidence = 0;
};

/// Captions between two halves of a paragraph, with the line ends before each of them.
struct moved_captions {
    span at;
    ByteOffset destination = 0;  ///< the end of the rejoined paragraph
    std::vector<span> captions;  ///< the lines, without line ends
};

struct findings {
    std::vector<join> joins;            ///< ascending, disjoint
    std::vector<moved_captions> moves;  ///< ascending, disjoint from each other and from the joins
};

/// @param text  UTF-8, LF line ends; may be empty.
/// @cost        linear in text.  @thread any.
findings find_wraps(std::string_view text, const options& how);

}  // namespace galley::join_wrapped_lines
