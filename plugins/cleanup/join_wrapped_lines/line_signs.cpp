// SPDX-License-Identifier: Apache-2.0
// Marks and small words that tell an unfinished line from a finished one.
#include "line_signs.hpp"

#include <algorithm>

#include <galley/bylines.hpp>
#include <galley/dates.hpp>
#include <galley/shapes.hpp>

namespace galley::join_wrapped_lines {

bool is_comma(char32_t c) {
    return c == ',' || c == U'，' || c == U'、' || c == ';' || c == U'；';
}

bool is_opener(char32_t c) {
    return c == U'“' || c == U'‘' || c == U'《' || c == U'（' || c == '(' || c == U'「' ||
           c == U'『';
}

bool is_small_letter(char32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 0xDF && c <= 0xFF && c != 0xF7);
}

bool is_closed_by_mark(std::string_view line) {
    const auto last = last_char(line).value;
    return last == ':' || last == U'：' || is_closer(last);
}

bool begins_with_stop(std::string_view line) {
    const auto c = first_char(line).value;
    return is_comma(c) || c == U'。' || c == U'！' || c == U'？' || c == U'”' || c == U'）' ||
           c == U'》' || c == U'：' || c == U'」' || c == U'』' || c == '%';
}

bool has_inner_end(std::string_view line) {
    bool end = false;
    each_char(line, [&](char32_t c, std::size_t) { end = end || c == U'。' || c == U'；'; });
    return end;
}

bool has_full_stop(std::string_view line) {
    return line.find("。") != std::string_view::npos;
}

bool has_inner_stop(std::string_view line) {
    bool stop = false;
    each_char(line, [&](char32_t c, std::size_t at) {
        stop = stop || (at > 0 && (c == U'，' || c == U'。' || c == U'；' || c == ',' || c == ';'));
    });
    return stop;
}

bool ends_with_small_word(std::string_view line) {
    const auto blank = line.rfind(' ');
    const auto word = blank == std::string_view::npos ? line : line.substr(blank + 1);
    constexpr std::string_view kWords[] = {"the", "a",   "an",   "of",  "and",  "or",    "to",
                                           "in",  "for", "with", "by",  "at",   "from",  "that",
                                           "on",  "as",  "is",   "was", "were", "their", "his",
                                           "her", "its", "than", "but"};
    return std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords);
}

bool ends_with_torn_number(std::string_view line) {
    std::size_t digits = 0;
    while (is_digit(last_char(line).value)) {
        line.remove_suffix(last_char(line).size_bytes);
        ++digits;
    }
    const auto before = last_char(line).value;
    return digits > 0 && digits <= 4 && (is_cjk(before) || before == ',' || before == '.');
}

bool begins_with_label(std::string_view line) {
    constexpr std::size_t kLabelChars = 16;
    std::size_t chars = 0;
    for (std::size_t at = 0; at < line.size() && chars < kLabelChars; ++chars) {
        const auto c = decode_at(line, at);
        if (c.value == ':' || c.value == U'：') {
            return chars > 0;
        }
        if (is_comma(c.value) || c.value == U'「' || c.value == U'“' || c.value == '"') {
            return false;
        }
        at += c.size_bytes;
    }
    return false;
}

bool is_jump_line(std::string_view line) {
    const auto small = detail::lowered(line.substr(0, std::min<std::size_t>(line.size(), 60)));
    const bool says = small.starts_with("see ") || small.starts_with("please see ") ||
                      small.starts_with("continued ") || small.starts_with("turn to ") ||
                      small.find(", page ") != std::string::npos;
    const auto blank = line.rfind(' ');
    const auto page = blank == std::string_view::npos ? line : line.substr(blank + 1);
    const bool number =
        std::any_of(page.begin(), page.end(), [](char c) { return c >= '0' && c <= '9'; });
    return says && number && line.size() <= 48 && page.size() <= 5 && !ends_sentence(line);
}

bool is_folio(std::string_view line) {
    const auto small = line.size() <= 100 ? detail::lowered(line) : std::string();
    const auto page = small.rfind("page ");
    return page != std::string::npos && page + 9 >= small.size() && find_date(line) &&
           is_digit(last_char(line).value);
}

bool is_last_word(std::string_view line) {
    const bool letters = std::all_of(
        line.begin(), line.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '.'; });
    const auto dots = std::count(line.begin(), line.end(), '.');
    const bool half_day = line == "a.m." || line == "p.m.";
    return line.size() <= 16 && (half_day || (letters && dots == 1 && line.ends_with(".")));
}

bool stands_alone(std::string_view line) {
    const bool by_line = read_credits(line).confidence >= 0.6;  // also "by Jane Roe - May 3"
    return by_line || is_dash_line(line) || is_caption_line(line) || is_table_row(line) ||
           is_jump_line(line) || is_folio(line) || line.starts_with("【") ||
           line.starts_with("http") || line.find("pic.twitter") != std::string_view::npos;
}

bool begins_paragraph(std::string_view line) {
    return is_item_line(line) || line.starts_with("□") || !find_dateline(line).at.empty();
}

bool begins_with_word(std::string_view line) {
    const auto word = line.substr(0, line.find(' '));
    const bool address = word.find('.') < word.size() - 1;
    return word.size() < line.size() && !address;
}

bool is_all_capitals(std::string_view line) {
    bool small = false;
    bool capital = false;
    for (const char c : line) {
        small = small || (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0xE0;
        capital = capital || (c >= 'A' && c <= 'Z');
    }
    return capital && !small;
}

std::string_view tail_of(std::string_view line) {
    auto begin = line.size() > 60 ? line.size() - 60 : 0;
    while (begin > 0 && (static_cast<unsigned char>(line[begin]) & 0xC0U) == 0x80U) {
        --begin;
    }
    return line.substr(begin);
}

}  // namespace galley::join_wrapped_lines
