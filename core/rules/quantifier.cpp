// SPDX-License-Identifier: Apache-2.0
// Reads how often a part of a pattern may be repeated.
#include "core/rules/quantifier.hpp"

#include <algorithm>
#include <charconv>

namespace galley::core::rules {

namespace {

std::optional<std::uint32_t> number_of(std::string_view digits) {
    const bool padded = digits.size() > 1 && digits.front() == '0';  // RE2 takes it for text
    if (digits.empty() || padded || digits.find_first_not_of("0123456789") != digits.npos) {
        return std::nullopt;
    }
    std::uint32_t number = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return read.ec == std::errc() ? number : kAnyLength;
}

// What stands between the braces.
std::optional<Quantifier> read_counts(std::string_view inside) {
    const auto comma = std::min(inside.find(','), inside.size());
    const auto least = number_of(inside.substr(0, comma));
    if (!least || comma == inside.size()) {
        return least ? std::optional(Quantifier{*least, *least, *least}) : std::nullopt;
    }
    const auto behind = inside.substr(comma + 1);
    if (behind.empty()) {
        return Quantifier{kAnyLength, *least, *least};
    }
    const auto most = number_of(behind);
    return most ? std::optional(Quantifier{*most, std::max(*least, *most), *least}) : std::nullopt;
}

}  // namespace

std::optional<Quantifier> read_quantifier(std::string_view pattern, ByteOffset& at) {
    const char sign = at < pattern.size() ? pattern[at] : '\0';
    std::optional<Quantifier> found;
    auto behind = at + 1;
    if (sign == '*' || sign == '+') {
        found = Quantifier{kAnyLength, 0, sign == '+' ? 1U : 0U};
    } else if (sign == '?') {
        found = Quantifier{1, 0};
    } else if (const auto close = pattern.find('}', at); sign == '{' && close != pattern.npos) {
        found = read_counts(pattern.substr(at + 1, close - at - 1));
        behind = close + 1;
    }
    if (found) {
        at = behind + (behind < pattern.size() && pattern[behind] == '?' ? 1 : 0);
    }
    return found;
}

}  // namespace galley::core::rules
