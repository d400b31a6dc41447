// SPDX-License-Identifier: Apache-2.0
// Reads Chinese notices: which kind, then the parts that the kind has.
#include <algorithm>

#include <galley/text.hpp>

#include "clauses.hpp"
#include "notice.hpp"
#include "numbers.hpp"
#include "reading.hpp"

namespace galley::strip_notices {

namespace {

constexpr std::size_t kLongestThing = 30;  // characters; longer is a sentence, not a thing

bool has(const Reading& r, const WordList& words) {
    return !words.find(r.text, r.body).empty();
}

bool headed(const Reading& r, const WordList& words) {
    return !words.find(r.heading, {0, r.heading.size()}).empty();
}

Reading begin_reading(std::string_view text, const Words& words) {
    Reading r{text, words, tidy(text, {0, text.size()})};
    if (const auto size = words.heading.at(slice(text, r.body), 0)) {
        const auto next = decode_at(text, r.body.begin + size).value;
        if (is_colon(next) || is_blank(next) || next == '\n') {
            r.heading = text.substr(r.body.begin, size);
            r.body = tidy(text, {r.body.begin + size, r.body.end});
        }
    }
    r.clauses = cut_clauses(text, r.body);
    return r;
}

// "骆先生13900000000", "9000 0000鍾先生": the name alone.
span without_digits(std::string_view text, span at) {
    const auto number = [](char32_t c) { return is_digit(c) || is_blank(c) || c == '-'; };
    at = tidy(text, at);
    while (!at.empty() && number(decode_at(text, at.begin).value)) {
        at.begin += decode_at(text, at.begin).size_bytes;
    }
    while (!at.empty() && number(decode_before(text, at.end).value)) {
        at.end -= decode_before(text, at.end).size_bytes;
    }
    return tidy(text, at);
}

// Who to call; a bare telephone number is no name.
span contact_name(const Reading& r) {
    for (const auto clause : r.clauses) {
        const auto word = r.words.contact.find(r.text, clause);
        if (word.end == clause.end && word.begin > clause.begin) {  // "望拾到者与范女士联系"
            const auto with = cut_at(r.text, {clause.begin, word.begin}, r.words.joiner).back();
            if (with.begin > clause.begin && char_count(slice(r.text, with)) <= 4) {
                return with;
            }
        }
        const auto name = word.empty() ? span{} : without_digits(r.text, {word.end, clause.end});
        const auto chars = char_count(slice(r.text, name));
        if (chars >= 2 && chars <= 4 && han_share(slice(r.text, name)) == 1.0) {
            return name;
        }
    }
    return {};
}

// What was searched or found: things of any kind, not only documents.
void add_things(Reading& r, span things) {
    const auto said = r.notice.holder;
    add_documents(r, {{}, {}, things});
    r.notice.holder = said;
    std::erase_if(r.notice.items, [&](const Item& item) {
        return char_count(slice(r.text, item.document)) > kLongestThing;
    });
}

// The clause that has a verb of the list, and those behind it that begin with "inside".
bool read_things(Reading& r, const WordList& verbs) {
    for (std::size_t i = 0; i < r.clauses.size(); ++i) {
        const auto verb = verbs.find(r.text, r.clauses[i]);
        const auto taking = r.words.taking.find(r.text, {r.clauses[i].begin, verb.begin});
        const bool taken = !verb.empty() && !taking.empty();  // "将某物遗落车上"
        if (verb.empty() || (verb.end == r.clauses[i].end && !taken)) {
            continue;
        }
        add_things(r, taken ? span{taking.end, verb.begin} : span{verb.end, r.clauses[i].end});
        for (std::size_t n = i + 1; n < r.clauses.size(); ++n) {
            if (const auto size = r.words.inside.at(slice(r.text, r.clauses[n]), 0)) {
                add_things(r, {r.clauses[n].begin + size, r.clauses[n].end});
            }
        }
        return !r.notice.items.empty();
    }
    return false;
}

bool read_search(Reading& r) {
    r.notice.holder = contact_name(r);
    return read_things(r, headed(r, r.words.search) ? r.words.searched : r.words.lost_verb);
}

// "現有滑板車一部遺留在…": what stands before the verb.
bool read_left_behind(Reading& r) {
    for (const auto clause : r.clauses) {
        const auto verb = r.words.left_behind.find(r.text, clause);
        if (verb.empty()) {
            continue;
        }
        const span before{clause.begin, verb.begin};
        const auto when = r.words.at_time.find(r.text, before);
        const span thing{clause.begin, when.empty() ? verb.begin : when.begin};
        add_things(r, drop_front(r.text, thing, r.words.filler));
        return !r.notice.items.empty();
    }
    return false;
}

bool is_organisation(const Reading& r, span name) {
    const auto bare = without_last_bracket(r.text, name);
    return char_count(slice(r.text, bare)) > 3 &&
           r.words.organisation_end.before(slice(r.text, bare), bare.size()) != 0;
}

// The company of an announcement, "甲公司(个人独资)拟…", with the numbers of its bracket.
bool read_subject(Reading& r, span clause, Item& item) {
    const auto stop = r.words.subject_end.find(r.text, clause);
    auto subject = tidy(r.text, {clause.begin, stop.empty() ? clause.end : stop.begin});
    subject = drop_front(r.text, subject, r.words.filler);
    if (!is_organisation(r, subject)) {
        return false;
    }
    const auto bare = without_last_bracket(r.text, subject);
    for (const auto content : bracket_contents(r.text, {bare.end, subject.end})) {
        for (const auto part : cut_clauses(r.text, content)) {
            add_numbers(item, r.text, part, r.words);
        }
    }
    r.notice.holder = item.numbers.empty() ? subject : bare;
    return true;
}

// A company says what it will do: the first clause that begins with an organisation, and numbers.
bool read_company(Reading& r) {
    Item item;
    for (const auto clause : r.clauses) {
        if (r.notice.holder.empty()) {
            read_subject(r, clause, item);
        } else {
            add_numbers(item, r.text, clause, r.words);
        }
    }
    r.notice.items.push_back(item);
    return !r.notice.holder.empty();
}

// "本报某日刊登的甲公司注销公告中": whose notice is corrected.
bool read_correction(Reading& r) {
    for (const auto clause : r.clauses) {
        const auto said = r.words.published.find(r.text, clause);
        if (said.empty()) {
            continue;
        }
        const auto notice = r.words.notice_word.find(r.text, {said.end, clause.end});
        const auto about = drop_front(
            r.text, {said.end, notice.empty() ? clause.end : notice.begin}, r.words.possessive);
        if (!notice.empty()) {
            r.notice.holder = clean_holder(r.text, about, r.words);
            r.notice.items.push_back({});
            return true;
        }
    }
    return false;
}

using Read = bool (*)(Reading&);

bool as(Reading& r, std::string_view kind, Read read) {
    r.notice = {};
    r.notice.kind = kind;
    return read(r);
}

// "拾到者请联系" in a search names the verb of a find too: the one said first counts.
bool says_found_first(const Reading& r) {
    const auto found = r.words.found_verb.find(r.text, r.body);
    const auto lost = r.words.lost_verb.find(r.text, r.body);
    return !found.empty() && (lost.empty() || found.begin < lost.begin);
}

bool read_found(Reading& r) {
    return read_things(r, r.words.found_verb);
}

bool read_announcement(Reading& r) {
    const auto& w = r.words;
    return (has(r, w.reduce) && as(r, "capital_reduction", read_company)) ||
           (has(r, w.deregister) && as(r, "deregistration", read_company)) ||
           ((has(r, w.creditors) || headed(r, w.creditors)) && as(r, "creditors", read_company));
}

}  // namespace

std::optional<Notice> parse_chinese_notice(std::string_view text, const Words& words) {
    auto r = begin_reading(text, words);
    const bool closed = has(r, words.closing);
    const bool done = (headed(r, words.correction) && as(r, "correction", read_correction)) ||
                      (headed(r, words.search) && as(r, "lost_item_search", read_search)) ||
                      (says_found_first(r) && as(r, "found", read_found)) ||
                      (closed && as(r, "lost", read_lost)) ||
                      (has(r, words.contact) && as(r, "lost_item_search", read_search)) ||
                      (has(r, words.left_behind) && as(r, "found", read_left_behind)) ||
                      read_announcement(r);
    return done ? std::optional(r.notice) : std::nullopt;
}

}  // namespace galley::strip_notices
