// SPDX-License-Identifier: Apache-2.0
// Counts what the shape of a line is judged by, in one fast pass: every line of every text is read.
#pragma once
#include <array>
#include <cstdint>
#include <string_view>

#include <galley/text.hpp>

namespace galley::strip_furniture {

struct Counts {
    std::size_t columns = 0;
    std::size_t marks = 0;  ///< commas, colons, quotes: what a label does not have
    std::size_t digits = 0;

    bool operator==(const Counts&) const = default;
};

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

struct AsciiCounts {
    std::uint8_t mark = 0, digit = 0;
};

constexpr std::array<AsciiCounts, 128> ascii_counts() {
    std::array<AsciiCounts, 128> table{};
    for (char32_t c = 0; c < table.size(); ++c) {
        table[c] = {is_mark(c), is_digit(c)};
    }
    return table;
}

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

}  // namespace detail

/// @param line    UTF-8, valid.
/// @param enough  columns; nothing needs be counted behind them.
/// @cost          linear, a few instructions a character.   @thread any.
constexpr Counts count_shape(std::string_view line, std::size_t enough = SIZE_MAX) {
    constexpr auto kAscii = detail::ascii_counts();
    Counts counts;
    for (std::size_t at = 0; at < line.size() && counts.columns < enough;) {
        const auto byte = static_cast<unsigned char>(line[at]);
        if (byte < kAscii.size()) {
            ++counts.columns;
            counts.marks += kAscii[byte].mark;
            counts.digits += kAscii[byte].digit;
            ++at;
        } else if (const auto han = detail::han_run(line, at); han > 0) {
            counts.columns += 2 * han;
            at += 3 * han;
        } else {
            const auto c = decode_at(line, at);
            counts.columns += is_cjk(c.value) ? 2 : 1;
            counts.marks += is_mark(c.value) ? 1 : 0;
            counts.digits += is_digit(c.value) ? 1 : 0;
            at += c.size_bytes;
        }
    }
    return counts;
}

}  // namespace galley::strip_furniture
