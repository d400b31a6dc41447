// SPDX-License-Identifier: Apache-2.0
// Decides which lines of an article are furniture of the page, and what they say about the article.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include <galley/values.hpp>

#include "credits.hpp"
#include "hit.hpp"
#include "page.hpp"

namespace galley::strip_furniture {

struct Strip {
    span at;
    Verdict why;
};

struct Plan {
    std::vector<Strip> strips;  ///< ascending, disjoint; whole lines include their line ends
    std::vector<Field> fields;
};

/// Plans what to strip from one article.
/// @param text  UTF-8, LF; may be empty.
/// @param hits  what the rule packs found in it.
/// @param find  finds the captures of one of them.
/// @param page  memory to work in; what it held is gone.
/// @cost  linear in text and hits.   @thread any, each with a page of its own.
Plan plan_strips(
    std::string_view text, const std::vector<Hit>& hits, const FindCaptures& find, Page& page);

}  // namespace galley::strip_furniture
