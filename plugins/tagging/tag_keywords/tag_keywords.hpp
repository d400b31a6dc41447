// SPDX-License-Identifier: Apache-2.0
// The keywords of an article, Chinese or English, each verbatim in its text.
#pragma once
#include <string_view>
#include <vector>

#include "dictionary.hpp"
#include "keyword.hpp"
#include "stop_words.hpp"

namespace galley::tag_keywords {

/// What keywords are found with; borrowed for the call.
struct Lexicon {
    const Dictionary& words;
    const StopWords& stop;
};

/// @param text      UTF-8, LF, one cleaned article; may be empty. Read as Chinese when a fifth of
///                  its characters are Han.
/// @param headline  taken out of the text before, or empty; its words count more.
/// @returns         at most `count` keywords, best first.
/// @cost            linear in text.   @thread any.
std::vector<Keyword> find_keywords(
    std::string_view text, std::string_view headline, const Lexicon& lexicon, std::size_t count);

}  // namespace galley::tag_keywords
