// SPDX-License-Identifier: Apache-2.0
// Reads English classifieds: "I, Jane Roe, have lost my passport (ref. 1)", "LOST: …", "FOUND: …".
#include <algorithm>
#include <array>

#include <galley/text.hpp>

#include "clauses.hpp"
#include "notice.hpp"

namespace galley::strip_notices {

namespace {

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

ByteOffset find(std::string_view text, std::string_view word, ByteOffset from = 0) {
    const auto at = std::search(
        text.begin() + static_cast<std::ptrdiff_t>(std::min<ByteOffset>(from, text.size())),
        text.end(),
        word.begin(),
        word.end(),
        [](char a, char b) { return lower(a) == lower(b); });
    return at == text.end() ? std::string_view::npos : static_cast<ByteOffset>(at - text.begin());
}

bool found(ByteOffset at) {
    return at != std::string_view::npos;
}

bool has_digit(std::string_view text) {
    return std::ranges::any_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// The first of some marks at or after `from`; the end when there is none. A dot counts only before
// a blank or the end, and not behind an initial ("T. Roe"): "No. 5" is cut by the caller's words,
// "B.5" never.
ByteOffset stop(std::string_view text, ByteOffset from, std::string_view marks) {
    for (auto at = from; at < text.size(); ++at) {
        const bool dot = text[at] == '.' && at + 1 < text.size() && text[at + 1] != ' ';
        const bool initial = text[at] == '.' && at > from && text[at - 1] >= 'A' &&
                             text[at - 1] <= 'Z' && (at - from == 1 || text[at - 2] == ' ') &&
                             at + 2 < text.size() && text[at + 2] >= 'A' && text[at + 2] <= 'Z';
        if (marks.find(text[at]) != std::string_view::npos && !dot && !initial) {
            return at;
        }
    }
    return text.size();
}

span without_article(std::string_view text, span at) {
    constexpr std::array<std::string_view, 9> kFront = {
        "my ", "his ", "her ", "their ", "its ", "a ", "an ", "the ", "one "};
    at = tidy(text, at);
    for (const auto word : kFront) {
        if (find(slice(text, at), word) == 0) {
            return tidy(text, {at.begin + word.size(), at.end});
        }
    }
    return at;
}

// "(ref. TB/9)" or ", No. 123": the number, with "ref." when it is the bracket's only word.
void add_number(std::string_view text, span within, Item& item) {
    for (const auto content : bracket_contents(text, within)) {
        if (has_digit(slice(text, content))) {
            item.numbers.push_back(content);
            return;
        }
    }
    for (const auto label : {" number ", " No. ", " No ", " no. ", " ref. ", " serial "}) {
        const auto at = find(slice(text, within), label);
        if (!found(at)) {
            continue;
        }
        const auto begin = within.begin + at + std::string_view(label).size();
        const auto number = tidy(text, {begin, stop(text.substr(0, within.end), begin, " ,;.")});
        if (has_digit(slice(text, number))) {
            item.numbers.push_back(number);
            return;
        }
    }
}

// The end of a document's name: a bracket, a comma, a number's label, a full stop.
ByteOffset name_end(std::string_view text, ByteOffset from) {
    auto end = stop(text, from, ",;(.");
    for (const auto label :
         {" No. ",
          " No ",
          " number ",
          " ref. ",
          " issued by ",
          " in the name of ",
          " belonging to ",
          " serial ",
          " between ",
          " near ",
          " on ",
          " in ",
          " at "}) {
        const auto at = find(text, label, from);
        end = found(at) ? std::min(end, at) : end;
    }
    return end;
}

void add_issuer(std::string_view text, ByteOffset from, Item& item) {
    const auto at = find(text, "issued by ", from);
    if (found(at)) {
        const auto begin = at + std::string_view("issued by ").size();
        item.issuer = without_article(text, {begin, stop(text, begin, ",;.(")});
    }
}

Item read_item(std::string_view text, ByteOffset from) {
    Item item;
    item.document = without_article(text, {from, name_end(text, from)});
    add_number(text, {from, text.size()}, item);
    add_issuer(text, from, item);
    return item;
}

// "I, Jane Roe, have lost my …", "NOTICE is given that Jane Roe has lost …".
bool read_declaration(std::string_view text, Notice& notice) {
    for (const auto verb : {"have lost ", "has lost ", "have mislaid ", "has mislaid "}) {
        const auto at = find(text, verb);
        if (!found(at)) {
            continue;
        }
        const auto that = find(text.substr(0, at), " that ");
        const auto first = text.starts_with("I,") || text.starts_with("We,");
        if (!first && !found(that)) {
            return false;
        }
        const auto begin = first ? find(text, ",") + 1 : that + 6;
        const auto end = std::min(at, stop(text, begin, ",(") < at ? stop(text, begin, ",(") : at);
        notice.kind = "lost";
        notice.holder = tidy(text, {begin, end});
        notice.items.push_back(read_item(text, at + std::string_view(verb).size()));
        return !notice.holder.empty();
    }
    return false;
}

span holder_of(std::string_view text) {
    for (const auto label : {"in the name of ", "belonging to ", "property of "}) {
        const auto at = find(text, label);
        if (found(at)) {
            const auto begin = at + std::string_view(label).size();
            return tidy(text, {begin, stop(text, begin, ",;.(")});
        }
    }
    return {};
}

// "LOST: grey cat", "FOUND, near the mill: a ring", "DOG MISSING from …: green macaw, shy".
bool read_capitals(std::string_view text, Notice& notice) {
    const auto colon = find(text, ":");
    const auto head = text.substr(0, stop(text, 0, ":,.-"));
    const bool search = found(head.find("LOST")) || found(head.find("MISSING"));
    if (!search && !found(head.find("FOUND"))) {
        return false;
    }
    const auto begin = found(colon) ? colon + 1 : head.size() + 1;
    if (begin >= text.size()) {
        return false;
    }
    auto item = read_item(text, begin);
    const bool document = !item.numbers.empty() || !holder_of(text).empty();
    notice.kind = !search ? "found" : document ? "lost" : "lost_item_search";
    notice.holder = holder_of(text);
    notice.items.push_back(item);
    return !item.document.empty();
}

}  // namespace

std::optional<Notice> parse_english_notice(std::string_view text) {
    Notice notice;
    if (read_declaration(text, notice) || read_capitals(text, notice)) {
        return notice;
    }
    return std::nullopt;
}

std::optional<Notice> parse_notice(std::string_view text, const Words& words) {
    return han_share(text) > 0.3 ? parse_chinese_notice(text, words) : parse_english_notice(text);
}

}  // namespace galley::strip_notices
