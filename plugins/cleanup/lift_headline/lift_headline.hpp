// SPDX-License-Identifier: Apache-2.0
// Finds the headline of one article with what stands around it, and who wrote it.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <galley/values.hpp>

namespace galley::lift_headline {

struct options {
    std::size_t max_head_lines = 200;  ///< the headline is looked for among these
    double min_score = 2.2;            ///< what a line must reach to be the headline
};

/// What the document's fields say already.
struct known {
    std::string headline;
    std::vector<std::string> bylines;
    bool dated = false;  ///< its day or source was found, as a page prints them below a headline
};

/// Lines that leave the text, and why.
struct stripped {
    span at;  ///< whole lines, with their line ends
    std::string_view category, rule;
    double confidence = 0;
};

/// A passage that stays in the text, or the text of a stripped one.
struct noted {
    span at;
    std::string_view layer;
};

struct found_field {
    std::string_view key;  ///< field key
    std::string value;
    span evidence;
};

struct findings {
    std::vector<stripped> strips;  ///< ascending, disjoint
    std::vector<noted> layers;
    std::vector<found_field> fields;  ///< `source`, `published`: for documents that have none yet
    std::string missing;              ///< why no headline was lifted; empty: one was
};

/// @param text  UTF-8, LF line ends, one article; may be empty.
/// @param said  a headline that is known is not looked for: its line is stripped where it stands
/// @cost        linear in text.   @thread any.
findings lift(std::string_view text, const options& how, const known& said = {});

}  // namespace galley::lift_headline
