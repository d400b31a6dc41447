// SPDX-License-Identifier: Apache-2.0
// Reads what English notices call for: bids, claims of creditors.
#include <array>
#include <string>

#include "clauses.hpp"
#include "english.hpp"

namespace galley::strip_notices {

namespace {

// Where the first of some words stands in the text; the word's size with it.
template <std::size_t N>
span first_of(std::string_view text, const std::array<std::string_view, N>& words) {
    span first;
    for (const auto word : words) {
        const auto at = find(text, word);
        if (found(at) && (first.empty() || at < first.begin)) {
            first = {at, at + word.size()};
        }
    }
    return first;
}

// Behind the heading's colon or stop; 0 when it has none.
ByteOffset behind_heading(std::string_view text) {
    const auto colon = stop(text, 0, ":.");
    return colon == text.size() ? 0 : colon + 1;
}

// "INVITATION TO TENDER: Some Council invites tenders for the repair of a wall, Contract No. 5".
bool read_bids(std::string_view text, Notice& notice) {
    constexpr std::array<std::string_view, 6> kInvites = {
        " invites ", " is inviting ", " seeks ", " requests ", " will receive ", " calls for "};
    constexpr std::array<std::string_view, 5> kFor = {
        "tenders for ", "bids for ", "proposals for ", "quotations for ", "offers for "};
    const auto invites = first_of(text, kInvites);
    const auto wanted = first_of(text, kFor);
    if (invites.empty() || wanted.empty()) {
        return false;
    }
    notice.kind = "tender";
    notice.holder = without_article(text, {behind_heading(text), invites.begin});
    Item item;
    item.document = without_article(text, {wanted.end, stop(text, wanted.end, ",;.(")});
    add_number(text, {wanted.end, text.size()}, item);
    notice.items.push_back(item);
    return !notice.holder.empty() && !item.document.empty();
}

// Whose affairs are wound up: behind "that", up to what will be done; a bracket has the number.
bool read_winding_up(std::string_view text, Notice& notice) {
    constexpr std::array<std::string_view, 6> kDone = {
        " will be wound up",
        " is to be wound up",
        " has been dissolved",
        " will be dissolved",
        " intends to dissolve",
        " has resolved to "};
    const auto done = first_of(text, kDone);
    if (done.empty()) {
        return false;
    }
    const auto that = find(text.substr(0, done.begin), " that ");
    const auto begin = found(that) ? that + 6 : behind_heading(text);
    const auto name = without_article(text, {begin, done.begin});
    Item item;
    add_number(text, name, item);
    for (auto& number : item.numbers) {  // "(Company No. 12)"
        const auto label = find(slice(text, number), "No. ");
        number.begin += found(label) ? label + 4 : 0;
    }
    notice.kind = "deregistration";
    notice.holder = without_last_bracket(text, name);
    notice.items.push_back(item);
    return !notice.holder.empty();
}

// "NOTICE TO CREDITORS: … against the estate of Jane Roe, deceased".
bool read_creditors(std::string_view text, Notice& notice) {
    constexpr std::array<std::string_view, 2> kOf = {"estate of ", "creditors of "};
    const auto of = first_of(text, kOf);
    if (of.empty() || !found(find(text, "claims"))) {
        return false;
    }
    notice.kind = "creditors";
    notice.holder = without_article(text, {of.end, stop(text, of.end, ",;.(")});
    notice.items.push_back({});
    return !notice.holder.empty();
}

}  // namespace

bool read_call(std::string_view text, Notice& notice) {
    for (auto* const read : {read_bids, read_winding_up, read_creditors}) {
        notice = {};
        if (read(text, notice)) {
            return true;
        }
    }
    return false;
}

}  // namespace galley::strip_notices
