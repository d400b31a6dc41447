// SPDX-License-Identifier: Apache-2.0
// Where a Chinese credit says that the story was filed: "／某地報導", "某地5日電".
#pragma once
#include <algorithm>
#include <string_view>

#include <galley/detail/credits.hpp>

namespace galley GALLEY_SDK_HIDDEN {
namespace detail {

inline bool is_slash(char32_t c) {
    return c == '/' || c == U'／' || c == U'∕' || c == ':' || c == U'：';
}

inline constexpr std::string_view kFilingWords[] = {
    "報導", "报导", "報道", "报道", "日電", "日电", "專電", "专电"};

inline bool is_filing_char(char32_t c) {
    return is_han(c) || is_digit(c) || c == U'、';
}

/// The number of the day and its words at the end: "5日電"; where it begins, or the text's size.
inline std::size_t wire_day_begin(std::string_view text) {
    for (const std::string_view words : {"日電", "日电", "日专电", "日專電"}) {
        if (!text.ends_with(words)) {
            continue;
        }
        auto at = text.size() - words.size();
        const auto end = at;
        while (is_digit(decode_before(text, at).value) || decode_before(text, at).value == U'月') {
            at -= decode_before(text, at).size_bytes;
        }
        return at < end ? at : text.size();
    }
    return text.size();
}

/// The end of the name that is glued to its place behind "記者": "王小明台北".
inline std::size_t name_before_place(std::string_view glued) {
    const auto chars = char_count(glued);
    const bool compound = begins_with_compound_surname(glued);
    if (!all_han(glued) || chars < 4 || chars > 9 || !(compound || begins_with_surname(glued))) {
        return 0;
    }
    std::size_t size = 0;
    for (std::size_t i = 0; i < (compound ? 4U : chars >= 5 ? 3U : 2U); ++i) {
        size += decode_at(glued, size).size_bytes;
    }
    return size < glued.size() ? size : 0;
}

/// "中央社記者王小明台北5日電": where the place begins, or the text's size.
inline std::size_t wire_place_begin(std::string_view text) {
    const auto day = wire_day_begin(text);
    const auto head = text.substr(0, day);
    if (day == text.size()) {
        return day;
    }
    for (const std::string_view role : {"記者", "记者"}) {
        const auto at = head.rfind(role);
        if (at == std::string_view::npos) {
            continue;
        }
        const auto behind = at + role.size();
        const auto blank = head.find_last_of(' ');
        if (blank != std::string_view::npos && blank > behind && all_han(head.substr(blank + 1))) {
            return blank;
        }
        const auto size = name_before_place(head.substr(behind));
        return size == 0 ? text.size() : behind + size;
    }
    return text.size();
}

/// "記者王小明台北報導", without a slash: where the place begins, or the text's size. Outside of
/// brackets the place has two characters: "記者陳立夜訪碼頭報導" is a headline.
inline std::size_t glued_place_begin(std::string_view text) {
    auto head = text;
    head.remove_suffix(longest_suffix(text, kFilingWords).size());
    for (const std::string_view role : {"記者", "记者"}) {
        const auto at = head.size() < text.size() ? head.rfind(role) : std::string_view::npos;
        if (at != std::string_view::npos) {
            const auto behind = at + role.size();
            const auto size = name_before_place(head.substr(behind));
            const auto place = char_count(head.substr(behind + size));
            const bool sure =
                place == 2 || first_char(text).value == U'【' || first_char(text).value == U'〔';
            return size == 0 || !sure ? text.size() : behind + size;
        }
    }
    return text.size();
}

/// Where the place of filing begins in a credit; its size when it names none.
inline std::size_t filing_begin(std::string_view text) {
    auto line = text;
    while (!line.empty() && (is_closer(last_char(line).value) || is_blank(last_char(line).value))) {
        line.remove_suffix(last_char(line).size_bytes);
    }
    const bool filed = !longest_suffix(line, kFilingWords).empty();
    auto at = filed ? line.size() : 0;
    std::size_t chars = 0;
    while (at > 0 && chars <= 14 && is_filing_char(decode_before(line, at).value)) {
        at -= decode_before(line, at).size_bytes;
        ++chars;
    }
    const auto before = decode_before(line, at);
    const bool behind_slash = at > 0 && chars >= 3 && chars <= 14 && is_slash(before.value) &&
                              before.value != ':' && before.value != U'：';
    if (behind_slash) {
        return at - before.size_bytes;
    }
    const auto wire = wire_place_begin(line);
    const auto place = wire < line.size() ? wire : glued_place_begin(line);
    return place < line.size() ? place : text.size();
}

}  // namespace detail
}  // namespace GALLEY_SDK_HIDDEN
