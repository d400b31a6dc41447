// SPDX-License-Identifier: Apache-2.0
// UTF-8 as code points, forwards and backwards.
#pragma once
#include <string_view>

#include <galley/values.hpp>

namespace galley GALLEY_SDK_HIDDEN {

/// A code point and its length in bytes. Bytes that are not UTF-8 decode as U+FFFD, one byte each.
struct code_point {
    char32_t value = 0;
    std::size_t size_bytes = 0;
};

/// Decodes the code point that begins at `at`; {0, 0} at the end.
constexpr code_point decode_at(std::string_view text, std::size_t at) {
    if (at >= text.size()) {
        return {};
    }
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
    const unsigned first = byte(0);
    if (first < 0x80) {
        return {first, 1};
    }
    const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 0;
    if (size == 0 || first > 0xF4 || at + size > text.size()) {
        return {0xFFFD, 1};
    }
    if (size == 3) {  // most of Chinese text
        const unsigned second = byte(1) ^ 0x80U;
        const unsigned third = byte(2) ^ 0x80U;
        return (second | third) < 0x40 ? code_point{(first & 0xFU) << 12U | second << 6U | third, 3}
                                       : code_point{0xFFFD, 1};
    }
    char32_t value = first & (0xFFU >> (size + 1));
    for (std::size_t i = 1; i < size; ++i) {
        if ((byte(i) & 0xC0U) != 0x80U) {
            return {0xFFFD, 1};
        }
        value = (value << 6U) | (byte(i) & 0x3FU);
    }
    return {value, size};
}

/// The last code point that ends at `end`; {0, 0} at the beginning.
constexpr code_point decode_before(std::string_view text, std::size_t end) {
    if (end == 0) {
        return {};
    }
    std::size_t begin = end - 1;
    while (begin > 0 && end - begin < 4 &&
           (static_cast<unsigned char>(text[begin]) & 0xC0U) == 0x80U) {
        --begin;
    }
    const auto found = decode_at(text.substr(0, end), begin);
    return begin + found.size_bytes == end ? found : code_point{0xFFFD, 1};
}

constexpr code_point first_char(std::string_view text) {
    return decode_at(text, 0);
}

constexpr code_point last_char(std::string_view text) {
    return decode_before(text, text.size());
}

/// Calls f(char32_t, std::size_t at) for each code point.
template <class F>
constexpr void each_char(std::string_view text, F&& f) {
    for (std::size_t at = 0; at < text.size();) {
        const auto c = decode_at(text, at);
        f(c.value, at);
        at += c.size_bytes;
    }
}

}  // namespace GALLEY_SDK_HIDDEN
