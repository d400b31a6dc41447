// SPDX-License-Identifier: Apache-2.0
// Reads what English notices call for: bids, claims of creditors.
#include <algorithm>
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

// "Sealed bids for …, Project No. 12, will be received by Some City at …", "Sealed tenders are
// invited by Some Office, for …".
bool read_sealed(std::string_view text, Notice& notice) {
    constexpr std::array<std::string_view, 3> kBy = {
        " will be received by ", " are invited by ", " are hereby invited by "};
    const auto by = first_of(text, kBy);
    const auto wanted = find(text, " for ");
    if (by.empty() || find(text, "sealed ") != 0 || !found(wanted)) {
        return false;
    }
    const auto begin = wanted + std::string_view(" for ").size();
    auto end = stop(text, by.end, ",;.(");
    for (const auto behind : {" at ", " until ", " for ", " on "}) {
        end = std::min(end, find(text, behind, by.end));
    }
    notice.kind = "tender";
    notice.holder = without_article(text, {by.end, end});
    Item item;
    item.document = without_article(text, {begin, std::min(stop(text, begin, ",;.("), by.begin)});
    if (begin > by.end) {
        item.document = without_article(text, {begin, stop(text, begin, ",;.(")});
    }
    add_number(text, {begin, text.size()}, item);
    notice.items.push_back(item);
    return !notice.holder.empty() && !item.document.empty();
}

// "INVITATION TO BID for a new wheel. Some Office, through its committee, now invites bids".
bool read_bids_for(std::string_view text, Notice& notice) {
    constexpr std::array<std::string_view, 4> kInvites = {
        " invites ", " is inviting ", " requests ", " now invites "};
    const auto wanted = find(text, " for ");
    const auto heading = stop(text, 0, ".:");
    const auto invites = first_of(text, kInvites);
    if (!found(wanted) || wanted > heading || heading + 2 > text.size() || invites.empty() ||
        invites.begin < heading) {
        return false;
    }
    const auto begin = wanted + std::string_view(" for ").size();
    notice.kind = "tender";
    notice.holder = without_article(
        text, {heading + 1, std::min(invites.begin, stop(text, heading + 1, ",;(."))});
    Item item;
    item.document = without_article(text, {begin, heading});
    add_number(text, {heading, text.size()}, item);
    notice.items.push_back(item);
    return !notice.holder.empty() && !item.document.empty();
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

// "(Company No. 12)": the number alone.
void trim_label(std::string_view text, Item& item) {
    for (auto& number : item.numbers) {
        const auto label = find(slice(text, number), "No. ");
        number.begin += found(label) ? label + 4 : 0;
    }
}

// The company is named before what it does: "Notice is hereby given that Rope Ltd will reduce …".
bool read_company(std::string_view text, std::size_t verb, std::string_view kind, Notice& notice) {
    const auto that = find(text.substr(0, verb), " that ");
    const auto begin = found(that) ? that + 6 : behind_heading(text);
    const auto name = without_article(text, {begin, verb});
    Item item;
    add_number(text, name, item);
    trim_label(text, item);
    notice.kind = kind;
    notice.holder = without_last_bracket(text, name);
    notice.items.push_back(item);
    return !notice.holder.empty();
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
    return read_company(text, done.begin, "deregistration", notice);
}

// "TRUSTEE ACT 1925 Section 27: JANE ROE deceased late of …, ref R/12".
bool read_trustees(std::string_view text, Notice& notice) {
    const auto colon = text.find(": ");
    const auto deceased = find(text, " deceased");
    if (find(text, "trustee act") > 4 || !found(colon) || !found(deceased) || deceased < colon) {
        return false;
    }
    notice.kind = "creditors";
    notice.holder = without_title(text, tidy(text, {colon + 1, deceased}));
    Item item;
    add_number(text, {deceased, text.size()}, item);
    notice.items.push_back(item);
    return !notice.holder.empty();
}

// "Some Firm Ltd (Reg. No. 12) - NOTICE IS HEREBY GIVEN that creditors of the company, …".
bool read_firm_creditors(std::string_view text, Notice& notice) {
    constexpr std::array<std::string_view, 2> kGiven = {
        "- notice is hereby given that", ": notice is hereby given that"};
    const auto given = first_of(text, kGiven);
    const auto creditors = find(text, "creditors ");
    if (given.empty() || !found(creditors) || creditors > given.end + 20 ||
        !found(find(text, "wound up"))) {
        return false;
    }
    Item item;
    const auto name = tidy(text, {0, given.begin});
    add_number(text, name, item);
    trim_label(text, item);
    notice.kind = "creditors";
    notice.holder = without_last_bracket(text, name);
    notice.items.push_back(item);
    return !notice.holder.empty();
}

// "NOTICE OF REDUCTION OF CAPITAL: … Some Firm plc proposes to reduce its share capital".
bool read_reduction(std::string_view text, Notice& notice) {
    constexpr std::array<std::string_view, 5> kReduces = {
        " proposes to reduce",
        " intends to reduce",
        " has resolved to reduce",
        " resolved to reduce",
        " will reduce"};
    const auto reduces = first_of(text, kReduces);
    if (reduces.empty() || !found(find(text, " capital", reduces.end))) {
        return false;
    }
    return read_company(text, reduces.begin, "capital_reduction", notice);
}

// "NOTICE TO CREDITORS: … against the estate of Jane Roe, deceased".
bool read_creditors(std::string_view text, Notice& notice) {
    constexpr std::array<std::string_view, 2> kOf = {"estate of ", "creditors of "};
    const auto headed = find(text, "notice to creditors") == 0 ? behind_heading(text) : 0;
    auto of = first_of(text.substr(headed), kOf);
    if (of.empty() || !found(find(text, "claims"))) {
        return false;
    }
    of = {of.begin + headed, of.end + headed};
    notice.kind = "creditors";
    notice.holder = without_article(text, {of.end, stop(text, of.end, ",;.(")});
    notice.items.push_back({});
    return !notice.holder.empty();
}

}  // namespace

bool read_call(std::string_view text, Notice& notice) {
    for (auto* const read :
         {read_trustees,
          read_firm_creditors,
          read_sealed,
          read_bids_for,
          read_bids,
          read_reduction,
          read_winding_up,
          read_creditors}) {
        notice = {};
        if (read(text, notice)) {
            return true;
        }
    }
    return false;
}

}  // namespace galley::strip_notices
