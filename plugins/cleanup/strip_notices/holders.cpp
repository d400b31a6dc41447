// SPDX-License-Identifier: Apache-2.0
// Tells holder, issuer and documents apart: by the words between them, else by where names end.
#include "holders.hpp"

#include <algorithm>
#include <array>

#include <galley/names.hpp>
#include <galley/text.hpp>

#include "clauses.hpp"

namespace galley::strip_notices {

namespace {

constexpr std::string_view kTitleOpen = "\u300A";  // 《
constexpr std::size_t kMinNameChars = 2;
constexpr std::size_t kMaxHolderChars = 60;
constexpr std::size_t kLongHeadBytes = 6;  // a document word of two characters and more

bool is_org(std::string_view name, const Words& words) {
    return char_count(name) > 2 && words.organisation_end.before(name, name.size()) != 0;
}

bool is_person(std::string_view name) {
    return is_han_name(name);
}

// "某镇某村甲乙" -> the place before a person; the whole when no person follows a place.
span after_place(std::string_view text, span at, const Words& words) {
    for (auto cut = at.end; cut > at.begin; cut -= decode_before(text, cut).size_bytes) {
        const auto left = slice(text, {at.begin, cut});
        if (cut < at.end && words.place_end.before(left, left.size()) != 0 &&
            is_person(slice(text, {cut, at.end}))) {
            return {cut, at.end};
        }
    }
    return at;
}

// "甲、乙", "甲和乙": people who hold a document together.
bool is_people(std::string_view text, span at, const Words& words) {
    const auto parts = cut_at(text, at, words.joiner);
    return parts.size() > 1 &&
           std::ranges::all_of(parts, [&](span part) { return is_person(slice(text, part)); });
}

constexpr std::array<std::string_view, 6> kKin = {
    "\u4E4B\u5B50",
    "\u4E4B\u5973",
    "\u4E4B\u5B59",  // 之子 之女 之孙
    "\u4E4B\u5B6B",
    "\u4E4B\u59BB",
    "\u4E4B\u592B"};  // 之孫 之妻 之夫

// "甲之子乙", "甲、丙之女": a person told by one or two others; the own name may be missing.
bool is_kin_of(std::string_view name, const Words& words) {
    return std::ranges::any_of(kKin, [&](std::string_view link) {
        const auto at = name.find(link);
        return at != std::string_view::npos &&
               (is_person(name.substr(0, at)) || is_people(name, {0, at}, words)) &&
               (at + link.size() == name.size() || is_person(name.substr(at + link.size())));
    });
}

bool has_digit(std::string_view text) {
    bool digit = false;
    each_char(text, [&](char32_t c, std::size_t) { digit = digit || is_digit(c); });
    return digit;
}

// How well a cut between holder and document fits; 0: not at all.
int fit(std::string_view text, span holder, span document, const Words& words) {
    if (!is_document(text, document, words)) {
        return 0;
    }
    const auto name = slice(text, holder);
    const auto head = words.document_head.at(slice(text, document), 0);
    int points = head >= kLongHeadBytes ? 4 : head != 0 ? 2 : 0;
    const auto end = is_org(name, words) ? words.organisation_end.before(name, name.size()) : 0;
    points += end >= kLongHeadBytes ? 5 : end != 0 ? 3 : 0;
    if (is_person(name)) {
        points += char_count(name) == 3 ? 4 : 3;
    } else if (end == 0 && (is_people(text, holder, words) || is_kin_of(name, words))) {
        points += 5;
    } else if (end == 0 && after_place(text, holder, words) != holder) {
        points += 4;
    } else if (end == 0 && head == 0) {
        return 0;
    }
    return points;
}

// The holder and the document stand side by side: the best cut between two characters.
Loss split_by_fit(std::string_view text, span body, const Words& words) {
    constexpr int kLeast = 3;
    Loss best{{}, {}, body};
    int best_points = kLeast - 1;
    for (auto cut = body.begin; cut < body.end; cut += decode_at(text, cut).size_bytes) {
        const auto chars = char_count(slice(text, {body.begin, cut}));
        if (chars < kMinNameChars || chars > kMaxHolderChars) {
            continue;
        }
        const auto points = fit(text, {body.begin, cut}, {cut, body.end}, words);
        if (points > best_points) {
            best_points = points;
            best = {{body.begin, cut}, {}, {cut, body.end}};
        }
    }
    return best;
}

// "甲公司开具给乙(某室)的收据": issuer, holder, document.
bool split_given(std::string_view text, span body, const Words& words, Loss& out) {
    const auto gave = words.gave_to.find(text, body);
    if (gave.empty()) {
        return false;
    }
    const auto of = words.possessive.find(text, {gave.end, body.end});
    if (of.empty()) {
        return false;
    }
    out = {{gave.end, of.begin}, tidy(text, {body.begin, gave.begin}), {of.end, body.end}};
    return true;
}

// "甲由某局核发的某证", "甲持有的某局核发的某证", "某局核发的某证".
bool split_issued(std::string_view text, span body, const Words& words, Loss& out) {
    const auto issued = words.issued.find(text, body);
    if (issued.empty()) {
        return false;
    }
    const auto by = words.issued_by.find(text, {body.begin, issued.begin});
    const auto cut = by.empty() ? body.begin : by.begin;
    const auto begin = by.empty() ? body.begin : by.end;
    out = {
        {body.begin, cut}, without_last_date(text, {begin, issued.begin}), {issued.end, body.end}};
    if (out.holder.empty()) {  // "某局核发的某诊所执业许可证"
        const auto inner = split_by_fit(text, out.documents, words);
        if (is_org(slice(text, inner.holder), words)) {
            out.holder = inner.holder;
            out.documents = inner.documents;
        }
    }
    return true;
}

// "甲的某证", "甲位于某地的土地证", "甲名下土地证".
bool split_possessive(std::string_view text, span body, const Words& words, Loss& out) {
    constexpr std::string_view kInTheNameOf = "\u540D\u4E0B";  // 名下
    auto of = words.possessive.find(text, body);
    const auto in_name = slice(text, body).find(kInTheNameOf);
    if (of.empty() && in_name != std::string_view::npos) {
        of = {body.begin + in_name, body.begin + in_name + kInTheNameOf.size()};
    }
    const auto kin = std::ranges::find_if(kKin, [&](std::string_view link) {
        return text.substr(of.begin, body.end - of.begin).starts_with(link);
    });
    if (!of.empty() && kin != kKin.end()) {
        of = words.possessive.find(text, {of.begin + kin->size(), body.end});
    }
    if (of.empty() || of.begin == body.begin || !is_document(text, {of.end, body.end}, words)) {
        return false;
    }
    out = {{body.begin, of.begin}, {}, {of.end, body.end}};
    return true;
}

bool split_title(std::string_view text, span body, Loss& out) {
    const auto open = text.substr(0, body.end).find(kTitleOpen, body.begin);
    if (open == std::string_view::npos) {
        return false;
    }
    out = {{body.begin, open}, {}, {open, body.end}};
    return true;
}

}  // namespace

bool is_holder(std::string_view text, span at, const Words& words) {
    const auto name = slice(text, clean_holder(text, at, words));
    return is_person(name) || is_org(name, words);
}

bool is_organisation(std::string_view text, span at, const Words& words) {
    return is_org(slice(text, at), words);
}

span clean_holder(std::string_view text, span at, const Words& words) {
    at = drop_front(text, at, words.filler);
    if (without_last_bracket(text, at).empty() && !at.empty()) {  // "我单位（甲公司）"
        const auto inside = bracket_contents(text, at);
        at = inside.size() == 1 ? inside.front() : at;
    }
    at = drop_back(text, at, words.adverb);
    at = drop_back(text, at, words.possessive);
    const auto untitled = drop_back(text, at, words.title);
    at = is_person(slice(text, untitled)) ? untitled : at;
    const auto located = words.located.find(text, at);
    if (!located.empty() && located.begin > at.begin) {
        at = tidy(text, {at.begin, located.begin});
    }
    const auto bare = without_last_bracket(text, at);
    if (bare != at && has_digit(slice(text, {bare.end, at.end}))) {
        at = bare;
    }
    return is_org(slice(text, at), words) || is_person(slice(text, at))
               ? at
               : after_place(text, at, words);
}

Loss split_issuer(std::string_view text, span body, const Words& words) {
    const auto issued = words.issued.find(text, body);
    if (issued.empty()) {
        return {{}, {}, body};
    }
    auto issuer = drop_front(text, {body.begin, issued.begin}, words.issued_by);
    return {{}, tidy(text, issuer), {issued.end, body.end}};
}

Loss split_giver(std::string_view text, span body, const Words& words) {
    for (auto cut = body.end; cut > body.begin; cut -= decode_before(text, cut).size_bytes) {
        const auto giver = slice(text, {body.begin, cut});
        const span document{cut, body.end};
        if (cut < body.end && char_count(giver) > 3 &&
            words.giver_end.before(giver, giver.size()) != 0 &&
            words.document_head.at(slice(text, document), 0) != 0 &&
            is_document(text, document, words)) {
            return {{}, {body.begin, cut}, document};
        }
    }
    return {{}, {}, body};
}

Loss split_loss(std::string_view text, span body, const Words& words) {
    body = without_date(text, tidy(text, body));
    Loss loss;
    if (!split_given(text, body, words, loss) && !split_issued(text, body, words, loss) &&
        !split_title(text, body, loss) && !split_possessive(text, body, words, loss)) {
        loss = split_by_fit(text, body, words);
    }
    loss.holder = clean_holder(text, loss.holder, words);
    loss.documents = tidy(text, loss.documents);
    return loss;
}

}  // namespace galley::strip_notices
