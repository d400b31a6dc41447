// SPDX-License-Identifier: Apache-2.0
// Finds the photo captions that still stand among the paragraphs of an article.
#pragma once
#include <string_view>
#include <vector>

#include <galley/values.hpp>

namespace galley::tag_captions {

struct Caption {
    span at;  ///< one line, without blanks at either end
    double confidence = 0;
};

/// @param text   UTF-8, LF, one cleaned article; may be empty.
/// @param taken  ranges that are something else or known already (subheads, captions …), any order.
/// @returns      ascending, disjoint; a subhead is never one, a picture's line often is not either.
/// @cost         linear in text.   @thread any.
std::vector<Caption> find_captions(std::string_view text, const std::vector<span>& taken);

}  // namespace galley::tag_captions
