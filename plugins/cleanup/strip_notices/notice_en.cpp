// SPDX-License-Identifier: Apache-2.0
// Reads English classifieds: "I, Jane Roe, have lost my passport (ref. 1)", "LOST: …", "FOUND: …".
#include <algorithm>
#include <array>

#include <galley/text.hpp>

#include "clauses.hpp"
#include "english.hpp"
#include "notice.hpp"

namespace galley::strip_notices {

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

// The number, with "ref." when it is the bracket's only word.
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

namespace {

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

// Behind "I, " or "We, " at the front or behind a heading ("Lost passport: I, Jane Roe, …").
ByteOffset first_person(std::string_view text) {
    for (const std::string_view word : {"I, ", "We, "}) {
        const auto at = text.starts_with(word) ? 0 : find(text, std::string(": ").append(word));
        if (found(at)) {
            return at + word.size() + (at == 0 ? 0 : 2);
        }
    }
    return std::string_view::npos;
}

// "NOTICE is given that share certificate No. 12 … in the name of Jane Roe has been lost".
bool read_passive(std::string_view text, Notice& notice) {
    constexpr std::string_view kThat = " that ";
    const auto lost = std::min(find(text, " has been lost"), find(text, " have been lost"));
    const auto that = found(lost) ? find(text.substr(0, lost), kThat) : std::string_view::npos;
    if (!found(that)) {
        return false;
    }
    notice.kind = "lost";
    notice.holder = holder_of(text.substr(0, lost));
    notice.items.push_back(read_item(text.substr(0, lost), that + kThat.size()));
    return !notice.holder.empty();
}

// "I, Jane Roe, have lost my …", "NOTICE is given that Jane Roe has lost …".
bool read_declaration(std::string_view text, Notice& notice) {
    for (const auto verb : {"have lost ", "has lost ", "have mislaid ", "has mislaid "}) {
        const auto at = find(text, verb);
        if (!found(at)) {
            continue;
        }
        const auto that = find(text.substr(0, at), " that ");
        const auto person = first_person(text.substr(0, at));
        if (!found(person) && !found(that)) {
            return false;
        }
        const auto begin = found(person) ? person : that + 6;
        const auto end = std::min(at, stop(text, begin, ",(") < at ? stop(text, begin, ",(") : at);
        notice.kind = "lost";
        notice.holder = tidy(text, {begin, end});
        notice.items.push_back(read_item(text, at + std::string_view(verb).size()));
        return !notice.holder.empty();
    }
    return false;
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
    if (read_declaration(text, notice) || read_passive(text, notice) ||
        read_capitals(text, notice) || read_call(text, notice)) {
        return notice;
    }
    return std::nullopt;
}

std::optional<Notice> parse_notice(std::string_view text, const Words& words) {
    return han_share(text) > 0.3 ? parse_chinese_notice(text, words) : parse_english_notice(text);
}

}  // namespace galley::strip_notices
