// SPDX-License-Identifier: Apache-2.0
// UTF-8 text as newsrooms write it: code points, blanks, widths, sentence ends, lines. Views into
// the caller's text.
#pragma once
#include <array>
#include <cstring>
#include <string_view>
#include <vector>

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

/// Han ideographs (Unified, extensions, compatibility) and 〇.
constexpr bool is_han(char32_t c) {
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x323AF) || c == 0x3007;
}

/// East Asian script or punctuation, full-width forms included: written without blanks between
/// words.
constexpr bool is_cjk(char32_t c) {
    return is_han(c) || (c >= 0x3001 && c <= 0x30FF) || (c >= 0xFF01 && c <= 0xFFEF) ||
           (c >= 0x3100 && c <= 0x31BF);
}

constexpr bool is_digit(char32_t c) {
    return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19);
}

constexpr bool is_latin_letter(char32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7);
}

/// Blanks inside a line: ASCII, no-break, ideographic and the typographic spaces, zero-width ones
/// and the BOM too.
constexpr bool is_blank(char32_t c) {
    return c == ' ' || c == '\t' || c == '\r' || c == 0xA0 || c == 0x3000 || c == 0xFEFF ||
           c == 0x202F || c == 0x205F || (c >= 0x2000 && c <= 0x200B);
}

/// Without blanks and line ends at both ends.
constexpr std::string_view trim(std::string_view text) {
    while (!text.empty()) {
        const auto c = first_char(text);
        if (!is_blank(c.value) && c.value != '\n') {
            break;
        }
        text.remove_prefix(c.size_bytes);
    }
    while (!text.empty()) {
        const auto c = last_char(text);
        if (!is_blank(c.value) && c.value != '\n') {
            break;
        }
        text.remove_suffix(c.size_bytes);
    }
    return text;
}

/// The span of trim(slice(text, at)) in `text`.
constexpr span trimmed(std::string_view text, span at) {
    const auto inner = trim(text.substr(at.begin, at.size()));
    const auto begin =
        inner.empty() ? at.begin : static_cast<ByteOffset>(inner.data() - text.data());
    return {begin, begin + inner.size()};
}

/// Code points.
constexpr std::size_t char_count(std::string_view text) {
    std::size_t count = 0;
    for (const char c : text) {
        count += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }
    return count;
}

/// Display columns: an East Asian character and the ideographic blank take two.
constexpr std::size_t width_columns(std::string_view text) {
    std::size_t columns = 0;
    each_char(text, [&](char32_t c, std::size_t) { columns += is_cjk(c) || c == 0x3000 ? 2 : 1; });
    return columns;
}

/// Share of Han characters among the characters that are not blank; 0 for an empty text.
constexpr double han_share(std::string_view text) {
    std::size_t han = 0;
    std::size_t all = 0;
    each_char(text, [&](char32_t c, std::size_t) {
        han += is_han(c);
        all += !is_blank(c) && c != '\n';
    });
    return all == 0 ? 0.0 : static_cast<double>(han) / static_cast<double>(all);
}

/// Closing quotes and brackets, which may follow the mark that ends a sentence.
constexpr bool is_closer(char32_t c) {
    return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0x201D || c == 0x2019 ||
           c == 0xFF09 || c == 0x300D || c == 0x300F || c == 0x300B || c == 0x3011 || c == 0x3015 ||
           c == 0xBB || c == 0xFF02;
}

/// Marks that end a sentence, full and half width.
constexpr bool is_terminator(char32_t c) {
    return c == '.' || c == '!' || c == '?' || c == 0x3002 || c == 0xFF01 || c == 0xFF1F ||
           c == 0xFF0E || c == 0x2026;
}

/// Whether the text ends with a finished sentence: 。！？….!? with closing quotes or brackets
/// behind it.
constexpr bool ends_sentence(std::string_view text) {
    text = trim(text);
    while (!text.empty() && is_closer(last_char(text).value)) {
        text.remove_suffix(last_char(text).size_bytes);
    }
    return !text.empty() && is_terminator(last_char(text).value);
}

/// A line of a text: `at` includes the line end, `text` does not and is trimmed.
struct text_line {
    span at;
    std::string_view text;

    bool blank() const { return text.empty(); }
};

/// All lines of a text; none for an empty one.
inline std::vector<text_line> split_lines(std::string_view text) {
    std::vector<text_line> lines;
    for (std::size_t begin = 0; begin < text.size();) {
        const auto found = text.find('\n', begin);
        const auto end = found == std::string_view::npos ? text.size() : found + 1;
        lines.push_back({{begin, end}, trim(text.substr(begin, end - begin))});
        begin = end;
    }
    return lines;
}

}  // namespace GALLEY_SDK_HIDDEN
