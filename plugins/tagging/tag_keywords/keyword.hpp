// SPDX-License-Identifier: Apache-2.0
// A keyword with its score, and how lists of them are cut to the best.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include <galley/values.hpp>

namespace galley::tag_keywords {

/// A word or phrase that stands verbatim in the text.
struct Keyword {
    std::string text;
    double score = 0;  ///< 1 for the best of a text
    span first;        ///< where it stands first
};

/// Best first, at most `count`; scores divided by the best. A keyword inside a better one, or one
/// that holds a better one and adds little, is left out.
std::vector<Keyword> best_of(std::vector<Keyword> all, std::size_t count);

}  // namespace galley::tag_keywords
