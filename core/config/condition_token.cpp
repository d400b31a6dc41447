// SPDX-License-Identifier: Apache-2.0
// A word runs to the next blank, bracket, quote, comma or operator.
#include "condition_token.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "diagnostic.hpp"

namespace galley::core::config {

namespace {

constexpr std::string_view kBlanks = " \t\n";
constexpr std::string_view kEndsWord = " \t\n()'\",=!^";

Token quoted_token(std::string_view text, std::size_t begin) {
    const std::size_t end = text.find(text[begin], begin + 1);
    if (end == std::string_view::npos) {
        return {TokenKind::kBad, "this quote is not closed", {}, begin, text.size()};
    }
    const std::string_view content = text.substr(begin + 1, end - begin - 1);
    return {TokenKind::kQuoted, std::string(content), {}, begin, end + 1};
}

Token operator_token(std::string_view text, std::size_t begin) {
    const std::string_view two = text.substr(begin, 2);
    if (two == "==" || two == "!=" || two == "^=") {
        return {TokenKind::kOperator, std::string(two), {}, begin, begin + 2};
    }
    const std::string_view one = text.substr(begin, 1);
    const char* meant = one == "=" ? "==" : one == "!" ? "not" : "^=";
    return {
        TokenKind::kBad, fmt::format("no operator {}", in_quotes(one)), meant, begin, text.size()};
}

Token single(TokenKind kind, std::string_view text, std::size_t begin) {
    return {kind, std::string(text.substr(begin, 1)), {}, begin, begin + 1};
}

}  // namespace

Token next_token(std::string_view text, std::size_t from) {
    const std::size_t begin = std::min(text.find_first_not_of(kBlanks, from), text.size());
    if (begin == text.size()) {
        return {TokenKind::kEnd, {}, {}, begin, begin};
    }
    switch (text[begin]) {
        case '(':
            return single(TokenKind::kOpen, text, begin);
        case ')':
            return single(TokenKind::kClose, text, begin);
        case ',':
            return single(TokenKind::kComma, text, begin);
        case '\'':
        case '"':
            return quoted_token(text, begin);
        case '=':
        case '!':
        case '^':
            return operator_token(text, begin);
        default:
            break;
    }
    const std::size_t end = std::min(text.find_first_of(kEndsWord, begin), text.size());
    return {TokenKind::kWord, std::string(text.substr(begin, end - begin)), {}, begin, end};
}

}  // namespace galley::core::config
