// SPDX-License-Identifier: Apache-2.0
// What a line looks like before anybody reads it: subhead, list item, caption, dash subtitle,
// headline.
#pragma once
#include <algorithm>
#include <string_view>

#include <galley/detail/caption_words.hpp>
#include <galley/text.hpp>

namespace galley GALLEY_SDK_HIDDEN {

namespace detail {

inline constexpr std::string_view kNumerals = "一二三四五六七八九十百〇";

inline bool is_numeral(char32_t c, std::string_view bytes) {
    return is_digit(c) || (is_han(c) && kNumerals.find(bytes) != std::string_view::npos);
}

/// Bytes of the number at the front of `text`: "12", "十二"; 0 when there is none.
inline std::size_t number_size(std::string_view text) {
    std::size_t at = 0;
    for (int chars = 0; chars < 4; ++chars) {
        const auto c = decode_at(text, at);
        if (c.size_bytes == 0 || !is_numeral(c.value, text.substr(at, c.size_bytes))) {
            break;
        }
        at += c.size_bytes;
    }
    return at;
}

inline bool opens_bracket(char32_t c) {
    return c == '(' || c == U'（' || c == '[' || c == U'〔';
}

}  // namespace detail

/// Marks that open a subhead or a list item: ■ ● ◆ ★ ▲ • …
constexpr bool is_item_mark(char32_t c) {
    return c == U'■' || c == U'●' || c == U'◆' || c == U'◇' || c == U'★' || c == U'☆' ||
           c == U'▲' || c == U'△' || c == U'○' || c == U'◎' || c == U'►' || c == U'▶' ||
           c == U'•' || c == U'·' || c == U'※' || c == U'→' || c == U'◀' ||
           (c >= 0x2460 && c <= 0x249B) || c == '*';
}

/// "一、…", "（一）…", "1. …", "3、…", "第二章 …", "■ …", "Q: …": an item of a series.
inline bool is_item_line(std::string_view line) {
    line = trim(line);
    auto c = first_char(line);
    if (is_item_mark(c.value)) {
        return true;
    }
    const bool bracket = detail::opens_bracket(c.value);
    const bool chapter = c.value == U'第';
    if (bracket || chapter) {
        line.remove_prefix(c.size_bytes);
    }
    const auto size = detail::number_size(line);
    if (size == 0) {
        return false;
    }
    c = decode_at(line, size);
    const auto after = decode_at(line, size + c.size_bytes).value;
    if (bracket) {
        return c.value == ')' || c.value == U'）' || c.value == U'〕' || c.value == ']';
    }
    if (chapter) {
        return c.value == U'章' || c.value == U'节' || c.value == U'条' || c.value == U'篇';
    }
    return c.value == U'、' || c.value == U'．' || c.value == U'）' ||
           ((c.value == '.' || c.value == ')') && !is_digit(after));
}

/// "——某地某事纪实", "-- a subtitle": a deck that belongs to the headline above.
inline bool is_dash_line(std::string_view line) {
    line = trim(line);
    return line.starts_with("—") || line.starts_with("――") || line.starts_with("--") ||
           line.starts_with("副题");
}

/// Marks that close a sentence or a speech; a colon, a comma and an open bracket do not.
inline bool is_open_ended(std::string_view line) {
    line = trim(line);
    return !line.empty() && !ends_sentence(line);
}

/// "甲 摄", "（资料图）", "摄影／甲", "图为…", "Photo: …", "Pictured: …", "… (Some Agency/Jane
/// Roe)".
inline bool is_caption_line(std::string_view line) {
    line = trim(line);
    return detail::ends_with_han_credit(detail::without_closers(line)) ||
           detail::ends_with_latin_credit(line) || detail::begins_like_caption(line);
}

/// Several columns: tabs, "|", or runs of blanks inside the line.
inline bool is_table_row(std::string_view line) {
    line = trim(line);
    std::size_t gaps = 0;
    std::size_t run = 0;
    each_char(line, [&](char32_t c, std::size_t) {
        const auto before = run;
        run = is_blank(c) ? run + (c == '\t' || c == 0x3000 ? 2 : 1) : 0;
        gaps += before < 2 && run >= 2 ? 1 : 0;
        gaps += c == '|' || c == U'｜' || c == U'│' ? 1 : 0;
    });
    return gaps >= 2;
}

/// Short, one line, not a sentence, not an item of a series, not a caption: it may be a headline.
inline bool is_headline_shaped(std::string_view line) {
    line = trim(line);
    const auto chars = char_count(line);
    const bool han = han_share(line.substr(0, std::min<std::size_t>(line.size(), 600))) > 0.3;
    if (line.size() > 600 || chars < (han ? 5U : 8U) || chars > (han ? 60U : 160U)) {
        return false;
    }
    auto bare = line;
    if (const auto said = without_end_remark(line); ends_sentence(said)) {
        bare = said;
    }
    while (!bare.empty() && is_closer(last_char(bare).value)) {
        bare.remove_suffix(last_char(bare).size_bytes);
    }
    const auto last = last_char(bare).value;  // "？" and "！" may end a headline
    const bool stop = last == U'。' || last == U'，' || last == ',' || last == U'；' ||
                      last == ';' || last == U'：' || last == ':' || last == U'、' ||
                      (last == '.' && !han);
    return !stop && !is_item_line(line) && !is_dash_line(line) && !is_caption_line(line) &&
           !is_table_row(line);
}

}  // namespace GALLEY_SDK_HIDDEN
