// SPDX-License-Identifier: Apache-2.0
// Reads labelled values.
#include "labels.hpp"

#include <algorithm>
#include <array>

#include <galley/dates.hpp>
#include <galley/names.hpp>

namespace galley::tag_metadata {
namespace {

struct Label {
    std::string_view word, key;
};

// Longer words before those they begin with.
constexpr std::array<Label, 34> kLabels{{
    {"责任编辑", "responsible_editor"},
    {"責任編輯", "responsible_editor"},
    {"责编", "responsible_editor"},
    {"責編", "responsible_editor"},
    {"值班编辑", "editor"},
    {"本文编辑", "editor"},
    {"网络编辑", "editor"},
    {"编辑", "editor"},
    {"編輯", "editor"},
    {"责任校对", "proofreader"},
    {"校对", "proofreader"},
    {"校對", "proofreader"},
    {"审校", "proofreader"},
    {"一审", "reviewer"},
    {"二审", "reviewer"},
    {"三审", "reviewer"},
    {"终审", "reviewer"},
    {"终校", "proofreader"},
    {"审核", "reviewer"},
    {"審核", "reviewer"},
    {"监制", "reviewer"},
    {"文章来源", "source"},
    {"新闻来源", "source"},
    {"信息来源", "source"},
    {"稿件来源", "source"},
    {"资料来源", "source"},
    {"来源于", "source"},
    {"来源", "source"},
    {"來源", "source"},
    {"稿源", "source"},
    {"转自", "source"},
    {"Source", "source"},
    {"Editing by", "editor"},
    {"editing by", "editor"},
}};

const Label* label_at(std::string_view text) {
    for (const auto& label : kLabels) {
        if (text.starts_with(label.word)) {
            return &label;
        }
    }
    return nullptr;
}

/// Bytes of the ":" or the blanks behind a label; 0 when nothing divides it from what follows.
std::size_t divider_size(std::string_view text) {
    std::size_t at = 0;
    bool colon = false;
    for (auto c = first_char(text); c.size_bytes > 0; c = decode_at(text, at)) {
        const bool mark = c.value == ':' || c.value == U'：' || c.value == '/' || c.value == U'／';
        if (!is_blank(c.value) && (!mark || colon)) {
            break;
        }
        colon = colon || mark;
        at += c.size_bytes;
    }
    return at;
}

bool may_stand_before_label(char32_t c) {
    return c == 0 || is_blank(c) || c == U'（' || c == '(' || c == U'【' || c == '[' || c == '|' ||
           c == U'｜' || c == U'；' || c == ';' || c == U'，' || c == ',';
}

/// Ends a value: a bracket, a bar, or two blanks.
std::size_t value_size(std::string_view text) {
    std::size_t at = 0;
    for (auto c = first_char(text); c.size_bytes > 0; c = decode_at(text, at)) {
        const bool stop = c.value == U'）' || c.value == ')' || c.value == U'】' ||
                          c.value == ']' || c.value == '|' || c.value == U'｜' ||
                          c.value == U'；' || c.value == ';';
        const bool gap = is_blank(c.value) &&
                         (c.value == 0x3000 || is_blank(decode_at(text, at + c.size_bytes).value) ||
                          label_at(text.substr(at + c.size_bytes)) != nullptr);
        if (stop || gap) {
            break;
        }
        at += c.size_bytes;
    }
    return at;
}

bool is_name_divider(char32_t c) {
    return is_blank(c) || c == U'、' || c == ',' || c == U'，' || c == '/';
}

/// "Jane Roe": two to four words with capitals.
bool is_latin_name(std::string_view name) {
    std::size_t words = 1;
    bool capital = true;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const bool first = i == 0 || name[i - 1] == ' ';
        capital = capital && (!first || (name[i] >= 'A' && name[i] <= 'Z'));
        words += name[i] == ' ' ? 1U : 0U;
    }
    return capital && words >= 2 && words <= 4 && name.size() <= 40;
}

void read_han_names(std::string_view text, span value, std::string_view key, Findings& found) {
    for (auto at = value.begin; at < value.end;) {
        auto end = at;
        while (end < value.end && !is_name_divider(decode_at(text, end).value)) {
            end += decode_at(text, end).size_bytes;
        }
        const auto name = text.substr(at, end - at);
        const auto chars = char_count(name);
        if (all_han(name) && chars >= 2 && chars <= 4) {
            found.push_back({key, std::string(name), {at, end}});
        }
        at = std::max(end, at + decode_at(text, end).size_bytes + (end - at));
    }
}

void read_value(std::string_view text, span value, std::string_view key, Findings& found) {
    value = trimmed(text, value);
    auto shown = slice(text, value);
    if (key != "source") {
        if (is_latin_name(shown)) {
            found.push_back({key, std::string(shown), value});
        } else {
            read_han_names(text, value, key, found);
        }
        return;
    }
    for (const std::string_view quote : {"《", "》"}) {
        if (shown.starts_with(quote)) {
            value.begin += quote.size();
        }
        if (shown.ends_with(quote)) {
            value.end -= quote.size();
        }
        shown = slice(text, value);
    }
    const auto chars = char_count(shown);
    if (chars >= 2 && chars <= 30 && find_dates(shown).empty() && !ends_sentence(shown)) {
        found.push_back({key, std::string(shown), value});
    }
}

/// The last brackets of a paragraph, or nothing.
span last_brackets(std::string_view text, span line) {
    constexpr std::size_t kTailBytes = 120;
    const auto shown = slice(text, line);
    if (!shown.ends_with("）") && !shown.ends_with(")")) {
        return {};
    }
    const auto floor = shown.size() > kTailBytes ? shown.size() - kTailBytes : 0;
    const auto wide = shown.rfind("（");
    const auto ascii = shown.rfind('(');
    const auto open = wide == std::string_view::npos    ? ascii
                      : ascii == std::string_view::npos ? wide
                                                        : std::max(wide, ascii);
    return open == std::string_view::npos || open < floor ? span{}
                                                          : span{line.begin + open, line.end};
}

/// What is read of a line: all of a short one, the last brackets of a long one.
span read_part(std::string_view text, span line) {
    const auto shown = slice(text, line);
    const bool whole = char_count(shown) <= kLongestLabelChars && !ends_sentence(shown);
    return whole ? line : last_brackets(text, line);
}

}  // namespace

void read_labels(std::string_view text, span line, Findings& found) {
    const auto part = read_part(text, line);
    for (auto at = part.begin; at < part.end;) {
        const auto size = decode_at(text, at).size_bytes;
        const auto* label =
            at == part.begin || may_stand_before_label(decode_before(text, at).value)
                ? label_at(text.substr(at, part.end - at))
                : nullptr;
        const auto begin = at + (label != nullptr ? label->word.size() : 0);
        const auto divider =
            label != nullptr ? divider_size(text.substr(begin, part.end - begin)) : 0;
        if (label == nullptr || divider == 0) {
            at += size;
            continue;
        }
        const auto value = begin + divider;
        const auto end = value + value_size(text.substr(value, part.end - value));
        read_value(text, {value, end}, label->key, found);
        at = std::max(end, at + size);
    }
}

void read_imprint(std::string_view text, span line, Findings& found) {
    const auto shown = slice(text, line);
    const auto open = shown.find("《");
    const auto close = shown.find("》");
    if (open == std::string_view::npos || close == std::string_view::npos || open > close ||
        char_count(shown) > kLongestLabelChars) {
        return;
    }
    const auto before = shown.substr(0, open);
    const auto after = shown.substr(close);
    const bool printed = before.ends_with("原载") || before.ends_with("原載") ||
                         before.ends_with("刊于") || before.ends_with("载于") ||
                         before.ends_with("刊於") || before.ends_with("載於") ||
                         before.ends_with("转载自");
    const auto day = find_date(after);
    const bool page = open == 0 && day && after.find("版") != std::string_view::npos;
    if (!printed && !page) {
        return;
    }
    const span paper{line.begin + open + 3, line.begin + close};
    found.push_back({"source", std::string(slice(text, paper)), paper});
    if (page && day->iso()) {
        const auto base = line.begin + close;
        found.push_back({"published", *day->iso(), {base + day->at.begin, base + day->at.end}});
    }
}

}  // namespace galley::tag_metadata
