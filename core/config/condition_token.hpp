// SPDX-License-Identifier: Apache-2.0
// Cuts the text of a condition into words, operators and brackets.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace galley::core::config {

enum class TokenKind { kEnd, kWord, kQuoted, kOperator, kOpen, kClose, kComma, kBad };

struct Token {
    TokenKind kind = TokenKind::kEnd;
    std::string text;       ///< without quotes; of kBad: what is wrong
    std::string meant;      ///< of kBad: what was probably meant
    std::size_t begin = 0;  ///< bytes of the condition
    std::size_t end = 0;
};

/// The token after byte `from`; kEnd for ever once the text is used up.
Token next_token(std::string_view text, std::size_t from);

}  // namespace galley::core::config
