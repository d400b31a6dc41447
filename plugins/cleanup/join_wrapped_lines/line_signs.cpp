// SPDX-License-Identifier: Apache-2.0
// Marks and small words that tell an unfinished line from a finished one.
#include "line_signs.hpp"

#include <algorithm>

#include <galley/bylines.hpp>
#include <galley/dates.hpp>
#include <galley/shapes.hpp>

namespace galley::join_wrapped_lines {
namespace {

std::string_view last_word(std::string_view line) {
    const auto blank = line.rfind(' ');
    return blank == std::string_view::npos ? line : line.substr(blank + 1);
}

/// "7", "12", "A6", "6A": no year, and no end of a sentence.
bool is_page_mark(std::string_view word) {
    constexpr std::size_t kDigits = 3;
    const auto is_section = [](char c) { return c >= 'A' && c <= 'Z'; };
    if (!word.empty() && is_section(word.front())) {
        word.remove_prefix(1);
    } else if (!word.empty() && is_section(word.back())) {
        word.remove_suffix(1);
    }
    return !word.empty() && word.size() <= kDigits &&
           std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// "... page 7A": the word before the last.
bool names_page(std::string_view line) {
    const auto before = line.substr(0, line.size() - std::min(line.size(), last_word(line).size()));
    return detail::lowered(before).ends_with("page ");
}

/// "BUSES on A6": a word before the page mark.
bool has_word_in_capitals(std::string_view line) {
    for (auto blank = line.find(' '); blank != std::string_view::npos; blank = line.find(' ')) {
        const auto word = line.substr(0, blank);
        if (word.size() > 1 && is_all_capitals(word)) {
            return true;
        }
        line.remove_prefix(blank + 1);
    }
    return false;
}

/// "他说：", "上午9时：": the colon stands before what was said or tells the time.
bool is_said_or_time(std::string_view label) {
    for (const std::string_view end :
         {"说", "說", "称", "稱", "道", "写", "寫", "时", "時", "分"}) {
        if (label.ends_with(end)) {
            return true;
        }
    }
    return is_digit(last_char(label).value);
}

/// What stands before a colon near the line's begin; empty when nothing does.
std::string_view label_of(std::string_view line) {
    constexpr std::size_t kLabelChars = 16;
    std::size_t chars = 0;
    for (std::size_t at = 0; at < line.size() && chars < kLabelChars; ++chars) {
        const auto c = decode_at(line, at);
        if (c.value == ':' || c.value == U'：') {
            return line.substr(0, at);
        }
        if (is_comma(c.value) || c.value == U'「' || c.value == U'“' || c.value == '"') {
            return {};
        }
        at += c.size_bytes;
    }
    return {};
}

}  // namespace

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
    const auto label = label_of(line);
    return !label.empty() && !is_said_or_time(label);
}

bool begins_with_formation(std::string_view line) {
    auto label = label_of(line);
    if (!label.ends_with("）") && !label.ends_with(")")) {
        return false;
    }
    label.remove_suffix(last_char(label).size_bytes);
    return label.find('-') != std::string_view::npos && is_digit(last_char(label).value);
}

bool is_jump_line(std::string_view line) {
    const auto page = last_word(line);
    if (line.size() > 48 || !is_page_mark(page) || page.size() == line.size()) {
        return false;
    }
    auto place = line;
    for (const std::string_view says :
         {"See ",
          "SEE ",
          "Please see ",
          "PLEASE SEE ",
          "Turn to ",
          "TURN TO ",
          "Continued ",
          "CONTINUED "}) {
        if (!line.starts_with(says)) {
            continue;
        }
        place.remove_prefix(says.size());
        const bool continued = says == "Continued ";
        return names_page(place) || has_word_in_capitals(place) ||
               (continued && (place.starts_with("on ") || place.starts_with("from ")));
    }
    const auto story = line.substr(0, std::min(line.find(", "), line.size()));
    return names_page(line) && story.size() > 1 && story.size() < line.size() &&
           is_all_capitals(story);
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
