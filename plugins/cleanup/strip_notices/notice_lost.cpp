// SPDX-License-Identifier: Apache-2.0
// Reads loss declarations: "遗失甲某证", "甲不慎将某证遗失", "甲遗失某证", "甲某证遗失".
#include <algorithm>

#include <galley/text.hpp>

#include "clauses.hpp"
#include "holders.hpp"
#include "reading.hpp"

namespace galley::strip_notices {

namespace {

span before_closing(const Reading& r, span clause) {
    const auto closing = r.words.closing.find(r.text, clause);
    return closing.empty() ? clause : tidy(r.text, {clause.begin, closing.begin});
}

// The first lost verb outside brackets of a clause.
span find_verb(const Reading& r, span clause) {
    for (auto from = clause.begin; from < clause.end;) {
        const auto verb = r.words.lost_verb.find(r.text, {from, clause.end});
        if (verb.empty()) {
            return {};
        }
        const auto brackets = bracket_contents(r.text, clause);
        const auto inside = std::ranges::find_if(
            brackets, [&](span content) { return content.contains(verb.begin); });
        if (inside == brackets.end()) {
            return verb;
        }
        from = inside->end;
    }
    return {};
}

// The holder when the verb's clause does not name one: an earlier clause that is a name.
span earlier_holder(const Reading& r, std::size_t clause) {
    for (std::size_t i = 0; i < clause; ++i) {
        if (is_holder(r.text, r.clauses[i], r.words)) {
            return clean_holder(r.text, r.clauses[i], r.words);
        }
    }
    return {};
}

// The holder named by who declares it: "…,甲公司声明作废", "声明人:甲".
span declaring_holder(const Reading& r, std::size_t from) {
    for (std::size_t i = from; i < r.clauses.size(); ++i) {
        const auto clause = r.clauses[i];
        const auto label = r.words.signed_by.at(slice(r.text, clause), 0);
        const auto name = label == 0 ? before_closing(r, clause)
                                     : tidy(r.text, {clause.begin + label, clause.end});
        const bool says = label != 0 || name != clause;
        const auto people = cut_at(r.text, name, r.words.joiner);
        const bool named =
            std::ranges::all_of(people, [&](span one) { return is_holder(r.text, one, r.words); });
        if (says && !name.empty() && named &&
            (label != 0 || is_organisation(r.text, name, r.words))) {
            return people.size() > 1 ? name : clean_holder(r.text, name, r.words);
        }
    }
    return {};
}

// "甲不慎将某证遗失", "甲某证遗失".
Loss loss_before_verb(const Reading& r, span before) {
    const auto& words = r.words;
    const auto taking = words.taking.find(r.text, before);
    if (taking.empty()) {
        return split_loss(
            r.text,
            drop_back(r.text, drop_front(r.text, before, words.filler), words.adverb),
            words);
    }
    auto loss =
        split_issuer(r.text, drop_back(r.text, {taking.end, before.end}, words.adverb), words);
    loss.holder = clean_holder(r.text, {before.begin, taking.begin}, words);
    return loss;
}

// "甲遗失某证".
Loss loss_after_verb(const Reading& r, span before, span after) {
    auto loss = split_issuer(r.text, without_date(r.text, after), r.words);
    if (loss.issuer.empty()) {
        loss = split_giver(r.text, loss.documents, r.words);
    }
    loss.holder = clean_holder(r.text, before, r.words);
    return loss;
}

Loss read_loss(const Reading& r, std::size_t index, span verb) {
    const auto clause = before_closing(r, r.clauses[index]);
    const auto before = drop_front(r.text, {clause.begin, verb.begin}, r.words.filler);
    const auto after = tidy(r.text, {verb.end, std::max(clause.end, verb.end)});
    Loss loss;
    if (!after.empty() && r.words.adverb.at(slice(r.text, after), 0) != after.size()) {
        const bool filler_only =
            before.empty() || r.words.filler.at(slice(r.text, before), 0) == before.size();
        loss = filler_only ? split_loss(r.text, after, r.words) : loss_after_verb(r, before, after);
    } else {
        loss = loss_before_verb(r, before);
    }
    if (loss.documents.empty() && index > 0 && !r.heading.empty()) {
        return split_giver(r.text, r.clauses[0], r.words);  // "支票掛失：某銀行支票…，遺失作廢"
    }
    if (loss.holder.empty()) {
        loss.holder = earlier_holder(r, index);
    }
    return loss;
}

// Who declares the loss is the holder; what seemed one is the document's front, unless it is a
// name.
void declare_holder(const Reading& r, std::size_t index, Loss& loss) {
    const auto declared = declaring_holder(r, index + 1);
    if (declared.empty() || is_organisation(r.text, loss.holder, r.words)) {
        return;
    }
    if (!loss.holder.empty() && loss.holder.end <= loss.documents.begin) {
        loss.documents.begin = loss.holder.begin;
    }
    loss.holder = declared;
}

// "遗失：甲，某证，证号…": the heading says that it was lost.
bool read_listed(Reading& r) {
    const bool lost = !r.words.lost_verb.find(r.heading, {0, r.heading.size()}).empty();
    if (!lost || r.clauses.size() < 2 || !is_holder(r.text, r.clauses[0], r.words) ||
        !is_document(r.text, r.clauses[1], r.words)) {
        return false;
    }
    r.notice.kind = "lost";
    add_documents(r, {clean_holder(r.text, r.clauses[0], r.words), {}, r.clauses[1]});
    prefer_labelled_holder(r, clean_holder(r.text, r.clauses[0], r.words));
    add_late_numbers(r, 2);
    return true;
}

}  // namespace

bool read_lost(Reading& r) {
    for (std::size_t i = 0; i < r.clauses.size(); ++i) {
        const auto verb = find_verb(r, r.clauses[i]);
        if (verb.empty()) {
            continue;
        }
        auto loss = read_loss(r, i, verb);
        declare_holder(r, i, loss);
        const auto named = cut_documents(r.text, loss.documents, r.words);
        if (named.empty() || !std::ranges::any_of(named, [&](const Named& n) {
                return is_document(r.text, n.name, r.words);
            })) {
            continue;
        }
        r.notice.kind = "lost";
        add_documents(r, loss);
        prefer_labelled_holder(r, loss.holder);
        add_late_numbers(r, i + 1);
        return true;
    }
    return read_listed(r);
}

}  // namespace galley::strip_notices
