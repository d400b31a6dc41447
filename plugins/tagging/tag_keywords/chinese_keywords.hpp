// SPDX-License-Identifier: Apache-2.0
// Keywords of a Chinese text: TF-IDF over words, and over phrases that the text itself repeats.
#pragma once
#include <string_view>
#include <vector>

#include "dictionary.hpp"
#include "keyword.hpp"
#include "stop_words.hpp"

namespace galley::tag_keywords {

/// @param text      UTF-8; may be empty.
/// @param headline  its words count more; empty when unknown.
/// @returns         at most `count` keywords, best first, each verbatim in `text`.
/// @cost            linear in text.   @thread any.
std::vector<Keyword> chinese_keywords(
    std::string_view text,
    std::string_view headline,
    const Dictionary& words,
    const StopWords& stop,
    std::size_t count);

}  // namespace galley::tag_keywords
