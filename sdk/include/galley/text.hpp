// SPDX-License-Identifier: Apache-2.0
// Text as newsrooms write it: blanks, widths, sentence ends, lines. Views into the caller's text.
#pragma once
#include <array>
#include <cstring>
#include <string_view>
#include <vector>

#include <galley/lines.hpp>
#include <galley/utf8.hpp>
#include <galley/values.hpp>

namespace galley GALLEY_SDK_HIDDEN {

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

namespace detail {

/// Whether a word stands at a place of a text, its end or before. Compares from its end, where the
/// bytes of Han characters differ most: faster than memcmp for words of a few characters.
constexpr bool stands_at(std::string_view text, std::size_t at, std::string_view word) {
    auto left = word.size();
    if (left > text.size() - at) {
        return false;
    }
    while (left > 0 && text[at + left - 1] == word[left - 1]) {
        --left;
    }
    return left == 0;
}

/// The bytes of the blank or line end that begins the text; 0 if none does. Spells out is_blank.
constexpr std::size_t blank_size(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const auto first = byte(0);
    if (first < 0x80) {
        return first == ' ' || first == '\n' || first == '\t' || first == '\r' ? 1 : 0;
    }
    if (first == 0xC2) {
        return text.size() > 1 && byte(1) == 0xA0 ? 2 : 0;
    }
    if (text.size() < 3 || (first != 0xE2 && first != 0xE3 && first != 0xEF)) {
        return 0;
    }
    const unsigned rest = byte(1) << 8U | byte(2);
    const bool blank = first == 0xE2
                           ? (rest >= 0x8080 && rest <= 0x808B) || rest == 0x80AF || rest == 0x819F
                       : first == 0xE3 ? rest == 0x8080
                                       : rest == 0xBBBF;
    return blank ? 3 : 0;
}

/// The same for one that ends the text.
constexpr std::size_t blank_size_before(std::string_view text) {
    const auto last = static_cast<unsigned char>(text.back());
    if (last < 0x80) {
        return blank_size(text.substr(text.size() - 1));
    }
    for (std::size_t size = 2; size <= 3 && size <= text.size(); ++size) {
        if (blank_size(text.substr(text.size() - size)) == size) {
            return size;
        }
    }
    return 0;
}

}  // namespace detail

/// Without blanks and line ends at both ends.
constexpr std::string_view trim(std::string_view text) {
    while (!text.empty()) {
        const auto size = detail::blank_size(text);
        if (size == 0) {
            break;
        }
        text.remove_prefix(size);
    }
    while (!text.empty()) {
        const auto size = detail::blank_size_before(text);
        if (size == 0) {
            break;
        }
        text.remove_suffix(size);
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

/// "[详细]", "【查看全文】", "(More)": leads to the rest of a teaser.
constexpr bool is_more_button(std::string_view text) {
    constexpr std::string_view kWords[] = {
        "详细", "详情", "詳細", "詳情", "全文", "更多", "ore", "ORE"};
    for (const auto word : kWords) {
        if (text.find(word) != std::string_view::npos) {
            return text.size() <= 30;
        }
    }
    return false;
}

/// The text without a short remark in brackets at its end: "…。（完）", "…。(记者 甲)", "… said.
/// (AP)".
/// @returns  all of it when it ends with none, with one longer than 90 bytes, or with a button.
constexpr std::string_view without_end_remark(std::string_view text) {
    constexpr std::size_t kMostBytes = 90;
    text = trim(text);
    const auto last = last_char(text).value;
    const auto least = text.size() - std::min(text.size(), kMostBytes);
    if (last != ')' && last != ']' && last != 0xFF09 && last != 0x3011 && last != 0x3015) {
        return text;
    }
    for (auto at = text.size(); at > least;) {
        const auto before = last_char(text.substr(0, at));
        at -= before.size_bytes;
        const auto c = before.value;
        if (c == '(' || c == '[' || c == 0xFF08 || c == 0x3010 || c == 0x3014) {
            return is_more_button(text.substr(at)) ? text : trim(text.substr(0, at));
        }
    }
    return text;
}

/// Whether the text ends with a mark that ends a sentence, with closing quotes or brackets behind
/// it.
constexpr bool ends_with_terminator(std::string_view text) {
    text = trim(text);
    auto last = last_char(text);
    while (is_closer(last.value)) {
        text.remove_suffix(last.size_bytes);
        last = last_char(text);
    }
    return is_terminator(last.value);
}

/// Whether the text ends with a finished sentence: 。！？….!? with closing quotes or brackets, or a
/// remark in brackets, behind it.
constexpr bool ends_sentence(std::string_view text) {
    text = trim(text);
    if (const auto last = last_char(text).value; !is_closer(last)) {
        return is_terminator(last);  // no remark either: its bracket closes
    }
    return ends_with_terminator(text) || ends_with_terminator(without_end_remark(text));
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
    each_line(text, [&](span at) { lines.push_back({at, trim(slice(text, at))}); });
    return lines;
}

}  // namespace GALLEY_SDK_HIDDEN
