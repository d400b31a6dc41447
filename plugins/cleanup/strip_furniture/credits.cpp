// SPDX-License-Identifier: Apache-2.0
// Captures of rules as metadata.
#include "credits.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <galley/bylines.hpp>
#include <galley/dates.hpp>
#include <galley/text.hpp>

namespace galley::strip_furniture {

namespace {

// Capture names and the fields they are.
struct Key {
    std::string_view capture, field;
};

constexpr std::array<Key, 8> kPlain = {{
    {"source", "source"},
    {"editor", "editor"},
    {"responsible_editor", "responsible_editor"},
    {"reviewer", "reviewer"},
    {"proofreader", "proofreader"},
    {"copyright", "copyrightNotice"},
    {"terms", "usageTerms"},
    {"outlet", "outlet"},
}};

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

void read_byline(std::string_view text, span at, std::vector<Field>& out) {
    const auto found = read_credits(slice(text, at));
    const auto inside = [&](span part) { return span{at.begin + part.begin, at.begin + part.end}; };
    if (found.whole && !found.people.empty()) {
        if (!found.outlet.empty()) {
            const auto outlet = inside(found.outlet);
            add_field({"outlet", std::string(slice(text, outlet)), outlet}, out);
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

void read_date(std::string_view key, std::string_view text, span at, std::vector<Field>& out) {
    for (const auto& found : find_dates(slice(text, at))) {
        if (const auto iso = found.iso()) {
            add_field(
                {std::string(key), *iso, {at.begin + found.at.begin, at.begin + found.at.end}},
                out);
            return;
        }
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

void read_fields(std::string_view text, const Hit& hit, std::vector<Field>& out) {
    for (const auto& [name, captured] : hit.captures) {
        const auto at = trimmed(text, captured);
        if (at.empty()) {
            continue;
        }
        if (name == "published" || name == "dated") {
            read_date(name, text, at, out);
        } else if (name == "byline" || (name == "credits" && is_credit_line(slice(text, at)))) {
            read_byline(text, at, out);
        }
        const auto* plain = std::ranges::find(kPlain, name, &Key::capture);
        if (plain != kPlain.end()) {
            add_field({std::string(plain->field), std::string(slice(text, at)), at}, out);
        }
        if (name == "value" && !hit.field.empty()) {
            add_field({hit.field, std::string(slice(text, at)), at}, out);
        }
    }
}

void settle_fields(std::vector<Field>& fields) {
    const auto has = [&](std::string_view key) {
        return std::ranges::any_of(fields, [&](const Field& f) { return f.key == key; });
    };
    const bool published = has("published");
    const bool source = has("source");
    for (auto weak : {std::pair{"dated", "published"}, std::pair{"outlet", "source"}}) {
        const bool strong = weak.second == std::string_view("published") ? published : source;
        const auto last = std::find_if(
            fields.rbegin(), fields.rend(), [&](const Field& f) { return f.key == weak.first; });
        if (!strong && last != fields.rend()) {
            last->key = weak.second;
        }
        std::erase_if(fields, [&](const Field& f) { return f.key == weak.first; });
    }
}

}  // namespace galley::strip_furniture
