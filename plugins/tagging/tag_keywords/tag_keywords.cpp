// SPDX-License-Identifier: Apache-2.0
// Chooses the way of finding keywords by the script of the text.
#include "tag_keywords.hpp"

#include <galley/text.hpp>

#include "chinese_keywords.hpp"
#include "english_keywords.hpp"
#include "simplified.hpp"

namespace galley::tag_keywords {
namespace {

// Words are looked up as simplified ones, and given as they stand.
std::vector<Keyword> either_script(
    std::string_view text, std::string_view headline, const Lexicon& lexicon, std::size_t count) {
    auto found = chinese_keywords(
        simplified(text), simplified(headline), lexicon.words, lexicon.stop, count);
    for (auto& keyword : found) {
        keyword.text = slice(text, keyword.first);
    }
    return found;
}

}  // namespace

std::vector<Keyword> find_keywords(
    std::string_view text, std::string_view headline, const Lexicon& lexicon, std::size_t count) {
    constexpr double kChineseShare = 0.2;
    return han_share(text) >= kChineseShare ? either_script(text, headline, lexicon, count)
                                            : english_keywords(text, headline, lexicon.stop, count);
}

}  // namespace galley::tag_keywords
