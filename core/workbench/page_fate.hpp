// SPDX-License-Identifier: Apache-2.0
// What became of each line of a page: stripped as what, or standing in an article or a notice.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/document/family.hpp"

namespace galley::core::workbench {

/// A part of a line that met one fate.
struct Part {
    std::string label;        ///< a category it was stripped as; "story", "caption", "notice" stand
    std::string stage, rule;  ///< who stripped it, or cut the notice out
    bool stands = false;
    galley::span at;  ///< in the source
};

struct LineFate {
    galley::span at;          ///< without blanks at its ends
    std::vector<Part> parts;  ///< in order; none: a blank line
    bool is_wrapped = false;  ///< what follows was joined to it
};

/// One fate for each line of the source, after the document went through a chain.
std::vector<LineFate> fates_of(document::Family& family);

/// The part that names the line: the longest that stands, else the first.
const Part* main_part(const LineFate& line);

}  // namespace galley::core::workbench
