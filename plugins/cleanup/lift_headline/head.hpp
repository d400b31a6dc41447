// SPDX-License-Identifier: Apache-2.0
// The lines above the body, and which of them is the headline.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <galley/text.hpp>

#include "lift_headline.hpp"
#include "lines.hpp"

namespace galley::lift_headline {

struct article_line {
    span whole;  ///< with its line end
    span at;     ///< without blanks and line end
    std::string_view text;
    bool after_blank = false;  ///< a blank line, or nothing, stands before it
};

struct article {
    std::string_view text;
    std::vector<article_line> lines;  ///< those that are not blank
    std::size_t body = 0;             ///< the first line of the body; lines.size(): none
};

article read_article(std::string_view text);

/// A headline and where it stands: lines [first, last] of the article.
struct headline {
    std::size_t first = 0, last = 0;
    std::string value;
    std::string_view rule;
    double confidence = 0;
};

/// @param is_signed  its writer, day or source was found before, and stood below the headline: a short
/// first line over the body is one.
std::optional<headline> find_headline(const article& in, const options& how, bool is_signed);

}  // namespace galley::lift_headline
