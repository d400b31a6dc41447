// SPDX-License-Identifier: Apache-2.0
// Chooses the way of finding keywords by the script of the text.
#include "tag_keywords.hpp"

#include <galley/text.hpp>

#include "chinese_keywords.hpp"
#include "english_keywords.hpp"

namespace galley::tag_keywords {

std::vector<Keyword> find_keywords(
    std::string_view text, std::string_view headline, const Lexicon& lexicon, std::size_t count) {
    constexpr double kChineseShare = 0.2;
    return han_share(text) >= kChineseShare
               ? chinese_keywords(text, headline, lexicon.words, lexicon.stop, count)
               : english_keywords(text, headline, lexicon.stop, count);
}

}  // namespace galley::tag_keywords
