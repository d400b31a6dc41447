// SPDX-License-Identifier: Apache-2.0
// Reads English classifieds: "I, Jane Roe, have lost my passport (ref. 1)", "LOST: …", "FOUND: …".
#include <algorithm>
#include <array>
#include <string>

#include <galley/text.hpp>

#include "clauses.hpp"
#include "english.hpp"
#include "notice.hpp"

namespace galley::strip_notices {

namespace {

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
    for (const auto verb :
         {"have lost ",
          "has lost ",
          "have mislaid ",
          "has mislaid ",
          "have misplaced ",
          "has misplaced "}) {
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
        notice.holder = person_alone(text, {begin, end});
        notice.items.push_back(read_item(text, at + std::string_view(verb).size()));
        return !notice.holder.empty();
    }
    return false;
}

// "LOST: grey cat", "FOUND, near the mill: a ring", "DOG MISSING from …: green macaw, shy".
bool read_capitals(std::string_view text, Notice& notice) {
    const auto colon = find(text, ":");
    const auto head = text.substr(0, stop(text, 0, ":,.-"));
    const bool told = text.starts_with("Lost ") && found(find(text, ", "));
    const bool search = told || found(head.find("LOST")) || found(head.find("MISSING"));
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
    for (auto* const read :
         {read_declaration, read_passive, read_paper, read_capitals, read_call}) {
        notice = {};
        if (read(text, notice)) {
            return notice;
        }
    }
    return std::nullopt;
}

std::optional<Notice> parse_notice(std::string_view text, const Words& words) {
    return han_share(text) > 0.3 ? parse_chinese_notice(text, words) : parse_english_notice(text);
}

}  // namespace galley::strip_notices
