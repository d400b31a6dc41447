// SPDX-License-Identifier: Apache-2.0
// Captures of rules as metadata.
#include "credits.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <galley/bylines.hpp>
#include <galley/dates.hpp>
#include <galley/text.hpp>

namespace galley::strip_furniture {

namespace {

// Capture names and the fields they are.
struct Key {
    std::string_view capture, field;
    bool names = false;
};

constexpr std::array<Key, 8> kPlain = {{
    {"source", "source"},
    {"editor", "editor", true},
    {"responsible_editor", "responsible_editor", true},
    {"reviewer", "reviewer", true},
    {"proofreader", "proofreader", true},
    {"copyright", "copyrightNotice"},
    {"terms", "usageTerms"},
    {"outlet", "outlet"},
}};

// What stands where the source should: "reprinted", "from the web".
bool is_placeholder(std::string_view source) {
    constexpr std::array<std::string_view, 12> kNone = {
        "转载文章",
        "转载",
        "转载稿",
        "网络",
        "网络转载",
        "互联网",
        "网络综合",
        "不详",
        "未知",
        "综合整理",
        "網路",
        "轉載"};
    return std::ranges::find(kNone, source) != kNone.end();
}

bool is_name_separator(char32_t c) {
    return is_blank(c) || c == 0x3001 || c == ',' || c == 0xFF0C || c == '/' || c == ';';
}

// "甲 乙、丙" and "甲乙丙丁": one span a name.
std::vector<span> cut_names(std::string_view text, span at) {
    std::vector<span> names;
    const auto add = [&](span part) {
        part = trimmed(text, part);
        if (part.empty()) {
            return;
        }
        const auto cut = cut_han_names(slice(text, part));
        for (const auto name : cut) {
            names.push_back({part.begin + name.begin, part.begin + name.end});
        }
        if (cut.empty()) {
            names.push_back(part);
        }
    };
    auto begin = at.begin;
    for (auto i = at.begin; i < at.end; i += decode_at(text, i).size_bytes) {
        const bool latin = is_latin_letter(decode_before(text, i).value);
        if (is_name_separator(decode_at(text, i).value) && !(latin && text[i] == ' ')) {
            add({begin, i});
            begin = i;
            begin += decode_at(text, i).size_bytes;
        }
    }
    add({begin, at.end});
    return names;
}

// `sure`: also what is no line of credits.
void read_byline(std::string_view text, span at, bool sure, std::vector<Field>& out) {
    // English names by themselves say less than behind "By".
    const bool bare = sure && is_latin_letter(first_char(slice(text, at)).value) &&
                      !is_credit_line(read_credits(slice(text, at)));
    const std::string said = (bare ? "By " : "") + std::string(slice(text, at));
    const auto lead = said.size() - at.size();
    const auto found = read_credits(said);
    if (!sure && !is_credit_line(found)) {
        return;
    }
    const auto inside = [&](span part) {
        return span{at.begin + part.begin - lead, at.begin + part.end - lead};
    };
    if (found.whole && !found.people.empty()) {
        if (!found.outlet.empty()) {
            const auto outlet = inside(found.outlet);
            out.insert(
                out.begin(), {"outlet", std::string(slice(text, outlet)), outlet});  // the weakest
        }
        for (const auto& one : found.people) {
            if (one.role == credit_role::author || one.role == credit_role::desk) {
                add_field({"byline", one.name, inside(one.at)}, out);
            }
        }
        return;
    }
    bool first = true;
    for (const auto name : cut_names(text, at)) {
        const bool han = is_han(first_char(slice(text, name)).value);
        if (first || !han || is_han_name(slice(text, name))) {  // "记者 甲 字号": no second name
            add_field({"byline", tidy_name(slice(text, name)), name}, out);
        }
        first = false;
    }
}

// Where the next label begins in a list of names: "甲　校对" of "责任编辑：甲　校对：乙".
span before_label(std::string_view text, span at) {
    constexpr std::array<std::string_view, 46> kRoles = {
        "责任编辑", "责编", "責任編輯", "責編", "编辑", "編輯", "主编", "主編", "美编", "美編",
        "校对",     "校對", "校审",     "审核", "審核", "审校", "審校", "审签", "终审", "終審",
        "初审",     "复审", "一审",     "二审", "三审", "监制", "監製", "统筹", "记者", "記者",
        "版式",     "组版", "排版",     "摄影", "制图", "视觉", "策划", "供图", "图片", "文字",
        "作者",     "来源", "通讯员",   "实习", "值班", "设计"};
    for (auto i = at.begin; i < at.end; i += decode_at(text, i).size_bytes) {
        if (i > at.begin && !is_name_separator(decode_before(text, i).value)) {
            continue;
        }
        const auto rest = text.substr(i, at.end - i);
        const bool role = std::ranges::any_of(
            kRoles, [&](std::string_view word) { return rest.starts_with(word); });
        if (role && i > at.begin) {
            auto end = i;
            while (end > at.begin && is_name_separator(decode_before(text, end).value)) {
                end -= decode_before(text, end).size_bytes;
            }
            return {at.begin, end};
        }
    }
    return at;
}

// "11/13/19 4:00 PM", as American pages write it: month first, told by AM or PM or by the day.
std::optional<std::string> american_date(std::string_view text) {
    std::array<unsigned, 5> parts{};  // month, day, year, hour, minute
    std::size_t n = 0;
    std::size_t width = 0;
    for (std::size_t i = 0; i < text.size() && n < parts.size(); ++i) {
        if (is_digit(static_cast<unsigned char>(text[i]))) {
            parts[n] = parts[n] * 10 + static_cast<unsigned>(text[i] - '0');
            ++width;
            continue;
        }
        if (width > 4 || (width > 0 && n < 2 && text[i] != '/')) {
            return std::nullopt;
        }
        n += width > 0 ? 1 : 0;
        width = 0;
    }
    auto& [month, day, year, hour, minute] = parts;
    const bool pm = text.find("PM") != text.npos || text.find("pm") != text.npos;
    const bool am = text.find("AM") != text.npos || text.find("am") != text.npos;
    year += year < 100 ? 2000 : 0;
    if (n < 3 || month < 1 || month > 12 || day < 1 || day > 31 || year < 1990 || year > 2099 ||
        (!am && !pm && day < 13)) {
        return std::nullopt;
    }
    const auto pad = [](unsigned value) { return (value < 10 ? "0" : "") + std::to_string(value); };
    auto iso = std::to_string(year) + "-" + pad(month) + "-" + pad(day);
    if (n >= 4 && hour <= 12 && minute < 60) {
        hour = hour % 12 + (pm ? 12 : 0);
        iso += "T" + pad(hour) + ":" + pad(minute);
    }
    return iso;
}

// "120-04-18", a day counted from the Republic.
std::optional<std::string> republic_date(std::string_view text) {
    const bool year = text.size() > 4 && text.find_first_not_of("0123456789-./") == text.npos &&
                      text.find_first_not_of("0123456789") == 3;
    if (!year) {
        return std::nullopt;
    }
    const auto day = find_date(
        std::to_string(1911 + std::stoi(std::string(text.substr(0, 3)))) +
        std::string(text.substr(3)));
    return day ? day->iso() : std::nullopt;
}

void read_date(std::string_view key, std::string_view text, span at, std::vector<Field>& out) {
    for (const auto& found : find_dates(slice(text, at))) {
        if (const auto iso = found.iso()) {
            add_field({key, *iso, {at.begin + found.at.begin, at.begin + found.at.end}}, out);
            return;
        }
    }
    auto iso = republic_date(slice(text, at));
    iso = iso ? iso : american_date(slice(text, at));
    if (iso) {
        add_field({key, *iso, at}, out);
    }
}

}  // namespace

void add_field(Field field, std::vector<Field>& out) {
    const bool known = std::ranges::any_of(out, [&](const Field& other) {
        return other.key == field.key && (other.value == field.value || field.key == "published");
    });
    if (!known && !field.value.empty()) {
        out.push_back(std::move(field));
    }
}

void read_fields(
    std::string_view text,
    const Hit& hit,
    const std::vector<Capture>& captures,
    std::vector<Field>& out) {
    for (const auto& [name, captured] : captures) {
        const auto at = trimmed(text, captured);
        if (at.empty()) {
            continue;
        }
        if (name == "published" || name == "dated" || name == "updated") {
            read_date(name, text, at, out);
        } else if (name == "byline" || name == "credits") {
            read_byline(text, at, name == "byline", out);
        }
        if (name == "source" && is_placeholder(slice(text, at))) {
            continue;
        }
        if (name == "source" && is_han_name(slice(text, at)) && char_count(slice(text, at)) <= 3 &&
            !slice(text, at).ends_with("\u7F51")) {  // a person where the source should be
            out.insert(out.begin(), {"outlet", std::string(slice(text, at)), at});
            continue;
        }
        const auto* plain = std::ranges::find(kPlain, name, &Key::capture);
        if (plain != kPlain.end()) {
            const auto value = plain->names ? before_label(text, at) : at;
            add_field({plain->field, std::string(slice(text, value)), value}, out);
        }
        if (name == "value" && !hit.field.empty()) {
            add_field({hit.field, std::string(slice(text, at)), at}, out);
        }
    }
}

void settle_fields(std::size_t story, std::vector<Field>& fields) {
    const auto has = [&](std::string_view key) {
        return std::ranges::any_of(fields, [&](const Field& f) { return f.key == key; });
    };
    const bool published = has("published");
    const bool source = has("source");
    const bool dated = published || has("dated");
    for (auto weak :
         {std::pair{"dated", "published"},
          std::pair{"updated", "published"},
          std::pair{"outlet", "source"}}) {
        const bool day = weak.first == std::string_view("updated") ? dated : published;
        const bool strong = weak.second == std::string_view("published") ? day : source;
        const auto is_weak = [&](const Field& f) { return f.key == weak.first; };
        auto best = std::find_if(fields.rbegin(), fields.rend(), is_weak);
        if (weak.second == std::string_view("published")) {
            const auto above = std::find_if(fields.rbegin(), fields.rend(), [&](const Field& f) {
                return is_weak(f) && f.evidence.begin < story;
            });
            best = above != fields.rend() ? above : best;
        }
        if (!strong && best != fields.rend()) {
            best->key = weak.second;
        }
        std::erase_if(fields, [&](const Field& f) { return f.key == weak.first; });
    }
}

}  // namespace galley::strip_furniture
