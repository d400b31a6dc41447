// SPDX-License-Identifier: Apache-2.0
// Cuts Chinese text into words by maximum probability: the same words as jieba with its HMM off.
#pragma once
#include <string_view>
#include <vector>

#include <galley/values.hpp>

#include "dictionary.hpp"

namespace galley::tag_keywords {

struct Token {
    span at;
    WordIndex word = kUnknownWord;
};

/// Cuts a text into tokens that cover it without gaps.
/// @param text  UTF-8.
/// @cost        linear in text.   @thread any.
std::vector<Token> segment(std::string_view text, const Dictionary& words);

}  // namespace galley::tag_keywords
