// SPDX-License-Identifier: Apache-2.0
// Field keys to columns: the first value wins, bylines and numbers are lists.
#include "article_fields.hpp"

#include <algorithm>

namespace galley::jsonl {
namespace {

void keep_first(std::string_view& column, std::string_view value) {
    if (column.empty()) {
        column = value;
    }
}

/// Takes a prefix of the form "99" with a value in [low, high] off the text.
bool take_number(std::string_view& text, std::size_t digits, int low, int high) {
    if (text.size() < digits) {
        return false;
    }
    int value = 0;
    for (const char c : text.substr(0, digits)) {
        if (c < '0' || c > '9') {
            return false;
        }
        value = value * 10 + (c - '0');
    }
    text.remove_prefix(digits);
    return value >= low && value <= high;
}

bool take(std::string_view& text, char wanted) {
    const bool found = text.starts_with(wanted);
    text.remove_prefix(found ? 1 : 0);
    return found;
}

bool is_zone(std::string_view text) {
    if (text.empty() || text == "Z") {
        return true;
    }
    return (take(text, '+') || take(text, '-')) && take_number(text, 2, 0, 14) && take(text, ':') &&
           take_number(text, 2, 0, 59) && text.empty();
}

bool is_time(std::string_view text) {
    if (!take_number(text, 2, 0, 24) || !take(text, ':') || !take_number(text, 2, 0, 59)) {
        return false;
    }
    if (take(text, ':') && !take_number(text, 2, 0, 60)) {
        return false;
    }
    return is_zone(text);
}

}  // namespace

bool is_iso_date(std::string_view text) {
    if (!take_number(text, 4, 1, 9999)) {
        return false;
    }
    if (text.empty()) {
        return true;
    }
    if (!take(text, '-') || !take_number(text, 2, 1, 12)) {
        return false;
    }
    if (text.empty()) {
        return true;
    }
    if (!take(text, '-') || !take_number(text, 2, 1, 31)) {
        return false;
    }
    return text.empty() || (take(text, 'T') && is_time(text));
}

void ArticleFields::clear() {
    auto kept = std::move(bylines);
    kept.clear();
    *this = {};
    bylines = std::move(kept);
}

void ArticleFields::add(std::string_view key, std::string_view value) {
    if (key == "byline") {
        if (std::find(bylines.begin(), bylines.end(), value) == bylines.end()) {
            bylines.push_back(value);
        }
    } else if (key == "published") {
        if (is_iso_date(value)) {
            keep_first(published, value);
        }
    } else if (key == "headline") {
        keep_first(headline, value);
    } else if (key == "subtitle") {
        keep_first(subtitle, value);
    } else if (key == "source") {
        keep_first(source, value);
    } else if (key == "language") {
        keep_first(language, value);
    } else if (key == "responsible_editor") {
        keep_first(responsible_editor, value);
    } else if (key == "editor") {
        keep_first(plain_editor, value);
    } else if (key == "reviewer") {
        keep_first(reviewer, value);
    }
}

std::string_view ArticleFields::editor() const {
    if (!responsible_editor.empty()) {
        return responsible_editor;
    }
    return plain_editor.empty() ? reviewer : plain_editor;
}

void NoticeFields::clear() {
    kind = {};
    holder = {};
    items.clear();
}

void NoticeFields::add(std::string_view key, std::string_view value, std::uint32_t group) {
    if (key == "kind") {
        keep_first(kind, value);
        return;
    }
    if (key == "holder") {
        keep_first(holder, value);
        return;
    }
    if (key != "document" && key != "number" && key != "issuer") {
        return;
    }
    auto item = std::find_if(
        items.begin(), items.end(), [&](const NoticeItem& known) { return known.group == group; });
    if (item == items.end()) {
        item = items.insert(items.end(), NoticeItem{group, {}, {}, {}});
    }
    if (key == "number") {
        item->numbers.push_back(value);
    } else {
        keep_first(key == "document" ? item->document : item->issuer, value);
    }
}

}  // namespace galley::jsonl
