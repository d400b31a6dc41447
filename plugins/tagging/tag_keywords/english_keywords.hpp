// SPDX-License-Identifier: Apache-2.0
// Keywords of an English text: names of several words, and the words it repeats.
#pragma once
#include <string_view>
#include <vector>

#include "keyword.hpp"
#include "stop_words.hpp"

namespace galley::tag_keywords {

/// @param text      UTF-8; may be empty.
/// @param headline  its words count more; empty when unknown.
/// @returns         at most `count` keywords, best first, each as it stands in `text`: names keep
///                  their capitals, other words are in lower case.
/// @cost            linear in text.   @thread any.
std::vector<Keyword> english_keywords(
    std::string_view text, std::string_view headline, const StopWords& stop, std::size_t count);

}  // namespace galley::tag_keywords
