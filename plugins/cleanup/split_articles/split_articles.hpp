// SPDX-License-Identifier: Apache-2.0
// Finds where one article ends and the next begins, by structure; silent when unsure.
#pragma once
#include <string_view>
#include <vector>

#include <galley/values.hpp>

namespace galley::split_articles {

struct options {
    std::size_t min_body_chars =
        80;  ///< of finished sentences, in each article; Latin letters count half
};

/// A line that may be the headline of another article.
struct candidate {
    span headline;          ///< the line, without its line end
    ByteOffset begin = 0;   ///< where its article would begin
    std::string_view rule;  ///< of what follows: "split.headline_byline" …; empty: nothing does
    std::string_view missing;  ///< why it does not split; empty: it does
    double confidence = 0;
};

/// An article: all of it, from its headline to the next one's or to the end of the text.
struct article {
    span at;
    std::string_view rule;
    double confidence = 0;
};

/// Every headline-shaped line that stands behind a finished sentence or has evidence behind it.
/// @param text  UTF-8, LF line ends; may be empty.   @cost  linear in text.   @thread any.
std::vector<candidate> find_candidates(std::string_view text, const options& how);

/// @returns  two or more articles that cover all text that is not blank, contiguous and in order;
/// or
///           none: one article, or unsure.
std::vector<article> find_articles(std::string_view text, const options& how);

}  // namespace galley::split_articles
