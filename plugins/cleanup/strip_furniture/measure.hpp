// SPDX-License-Identifier: Apache-2.0
// Counts what the shape of a line is judged by: columns, marks, digits.
#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>
#include <string_view>

#include <galley/text.hpp>

namespace galley::strip_furniture {

/// Signs that a sentence has and a label has not; full stops do not count ("U.S.").
constexpr bool is_mark(char32_t c) {
    switch (c) {
        case ',':
        case ';':
        case ':':
        case '!':
        case '?':
        case '"':
        case 0xFF0C:  // the same, full width
        case 0xFF1B:
        case 0xFF1A:
        case 0xFF01:
        case 0xFF1F:
        case 0x3001:
        case 0x3002:
        case 0x201C:  // quotation marks, curly and cornered
        case 0x201D:
        case 0x300C:
        case 0x300D:
        case 0x2026:
            return true;
        default:
            return false;
    }
}

namespace detail {

// Whether a three-byte Han character of U+4000..U+9FFF begins here; U+4DC0.. are no letters.
constexpr bool is_common_han(std::string_view text, std::size_t at) {
    const unsigned lead = static_cast<unsigned char>(text[at]);
    const unsigned next = static_cast<unsigned char>(text[at + 1]);
    return (lead - 0xE4U < 6U) & !((lead == 0xE4U) & (next == 0xB7U));
}

// How many of them stand in a row.
constexpr std::size_t han_run(std::string_view text, std::size_t at) {
    constexpr std::size_t kBytes = 3;
    std::size_t count = 0;
    for (; at + kBytes <= text.size() && is_common_han(text, at); at += kBytes) {
        ++count;
    }
    return count;
}

// Sums what characters weigh, common Han characters `han` each, until `enough` is reached.
template <class Weigh>
constexpr std::size_t sum_chars(
    std::string_view line, std::size_t enough, std::size_t han, Weigh weigh) {
    std::size_t sum = 0;
    for (std::size_t at = 0; at < line.size() && sum < enough;) {
        const auto byte = static_cast<unsigned char>(line[at]);
        if (byte < 0x80) {
            sum += weigh(char32_t{byte});
            ++at;
        } else if (const auto run = han_run(line, at); run > 0) {
            sum += han * run;
            at += 3 * run;
        } else {
            const auto c = decode_at(line, at);
            sum += weigh(c.value);
            at += c.size_bytes;
        }
    }
    return sum;
}

}  // namespace detail

// Each counts to the end of a line, or until there are `enough` or a few more.
// @param line  UTF-8, valid.   @cost  linear, a few instructions a character.   @thread any.

constexpr std::size_t count_columns(std::string_view line, std::size_t enough = SIZE_MAX) {
    return detail::sum_chars(line, enough, 2, [](char32_t c) { return is_cjk(c) ? 2U : 1U; });
}

constexpr std::size_t count_marks(std::string_view line, std::size_t enough) {
    return detail::sum_chars(line, enough, 0, [](char32_t c) { return is_mark(c) ? 1U : 0U; });
}

constexpr std::size_t count_digits(std::string_view line, std::size_t enough) {
    return detail::sum_chars(line, enough, 0, [](char32_t c) { return is_digit(c) ? 1U : 0U; });
}

/// Columns that the line has at least, told by its bytes: a character has one, or two when it is
/// one of most Han characters. Vectors of bytes make this several times as fast as to count.
/// @returns  at most what 127 blocks of 16 bytes have; what is behind the last block is left out.
constexpr std::size_t least_columns(std::string_view line) {
    constexpr std::size_t kBlock = 16;
    constexpr std::size_t kMostBytes = 127 * kBlock;  // two columns each: a sum fits a byte
    std::array<std::uint8_t, kBlock> sums{};
    const auto size = std::min(line.size(), kMostBytes);
    for (std::size_t at = 0; at + kBlock <= size; at += kBlock) {
        for (std::size_t i = 0; i < kBlock; ++i) {
            const auto byte = static_cast<std::uint8_t>(line[at + i]);
            const bool begins = static_cast<std::int8_t>(byte) > -65;  // no byte 10xxxxxx
            const bool han = static_cast<std::uint8_t>(byte - 0xE5U) < 5;
            sums[i] = static_cast<std::uint8_t>(sums[i] + begins + han);
        }
    }
    return std::accumulate(sums.begin(), sums.end(), std::size_t{0});
}

}  // namespace galley::strip_furniture
