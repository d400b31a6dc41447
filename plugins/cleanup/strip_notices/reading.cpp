// SPDX-License-Identifier: Apache-2.0
// A Chinese notice while it is read: documents with what their brackets say, and late numbers.
#include "reading.hpp"

#include <algorithm>

#include <galley/text.hpp>

#include "clauses.hpp"
#include "numbers.hpp"

namespace galley::strip_notices {

namespace {

constexpr std::string_view kReceipts[] = {
    "\u7968",
    "\u7968\u636E",
    "\u6536\u636E",
    "\u7968\u64DA",
    "\u6536\u64DA"};  // 票 票据 收据, both scripts

bool is_receipt(std::string_view name) {
    name = name.ends_with("\u300B") ? name.substr(0, name.size() - 3) : name;
    return std::ranges::any_of(kReceipts, [&](auto end) { return name.ends_with(end); });
}

}  // namespace

void add_numbers(Item& item, std::string_view text, span clause, const Words& words) {
    const bool series = is_receipt(slice(text, item.document));
    for (const auto number : find_numbers(text, clause, series, words)) {
        item.numbers.push_back(number);
    }
}

namespace {

// What a bracket or a late clause says besides numbers: who holds it, who gave it out.
void read_labels(Reading& r, span clause) {
    const auto& words = r.words;
    if (const auto size = words.holder_label.at(slice(r.text, clause), 0)) {
        r.notice.holder = tidy(r.text, {clause.begin + size, clause.end});
    }
    const auto size = words.issuer_label.at(slice(r.text, clause), 0);
    if (size != 0 && !r.notice.items.empty()) {
        r.notice.items.back().issuer = tidy(r.text, {clause.begin + size, clause.end});
    }
}

// "(编码99)和合同章": brackets and digits behind a document's name.
void read_rest(Reading& r, Item& item, span rest) {
    auto outside = rest;
    for (const auto content : bracket_contents(r.text, rest)) {
        for (const auto clause : cut_clauses(r.text, content)) {
            add_numbers(item, r.text, clause, r.words);
            read_labels(r, clause);
        }
        outside.begin = content.end;
    }
    if (!outside.empty()) {
        add_numbers(item, r.text, outside, r.words);
    }
}

}  // namespace

void add_documents(Reading& r, const Loss& loss) {
    for (const auto& named : cut_documents(r.text, loss.documents, r.words)) {
        if (named.name.empty()) {
            continue;
        }
        r.notice.items.push_back({named.name, loss.issuer, {}});
        auto item = r.notice.items.back();
        if (!named.plate.empty()) {
            item.numbers.push_back(named.plate);
        }
        read_rest(r, item, named.rest);
        item.issuer = loss.issuer.empty() ? r.notice.items.back().issuer : loss.issuer;
        r.notice.items.back() = item;
    }
}

// The holder said by a label in brackets: what stood before the document is who gave it out.
void prefer_labelled_holder(Reading& r, span said) {
    if (r.notice.holder.empty()) {
        r.notice.holder = said;
    } else if (!said.empty() && !r.notice.items.empty() && r.notice.items.front().issuer.empty()) {
        r.notice.items.front().issuer = said;
    }
}

// Numbers of clauses behind the documents: one each when there are as many, else of the last one.
void add_late_numbers(Reading& r, std::size_t from) {
    auto& items = r.notice.items;
    for (std::size_t i = from; i < r.clauses.size() && !items.empty(); ++i) {
        read_labels(r, r.clauses[i]);
        Item found{items.back().document, {}, {}};
        add_numbers(found, r.text, r.clauses[i], r.words);
        if (items.size() > 1 && found.numbers.size() == items.size()) {
            for (std::size_t n = 0; n < items.size(); ++n) {
                items[n].numbers.push_back(found.numbers[n]);
            }
            continue;
        }
        auto& target = items.back().numbers;
        target.insert(target.end(), found.numbers.begin(), found.numbers.end());
    }
}

}  // namespace galley::strip_notices
