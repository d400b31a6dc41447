// SPDX-License-Identifier: Apache-2.0
// Tells the documents of a list apart, and their names from counts, brackets and numbers beside
// them.
#include <algorithm>

#include <galley/text.hpp>

#include "clauses.hpp"
#include "holders.hpp"

namespace galley::strip_notices {

namespace {

constexpr std::size_t kLongHeadBytes = 6;  // a document word of two characters and more

// "一份", "各壹枚", "肆拾本" at the end.
span without_count(std::string_view text, span at, const Words& words) {
    at = tidy(text, at);
    const auto size = words.measure.before(slice(text, at), at.size());
    auto end = at.end - size;
    auto number = end;
    while (const auto one =
               words.numeral.before(slice(text, {at.begin, number}), number - at.begin)) {
        number -= one;
    }
    if (size == 0 || number == end) {
        return at;
    }
    return drop_back(text, {at.begin, number}, words.each);
}

// "土地所有權狀105斗地字第004471號": a document and its number in one.
span without_number(std::string_view text, span at, const Words& words) {
    const auto whole = slice(text, at);
    if (words.document_end.before(whole, whole.size()) != 0) {
        return at;
    }
    for (auto cut = at.begin; cut < at.end; cut += decode_at(text, cut).size_bytes) {
        const auto c = decode_at(text, cut).value;
        if (is_digit(c) || (c < 0x80 && is_latin_letter(c))) {
            const auto name = slice(text, {at.begin, cut});
            const bool named =
                char_count(name) >= 2 && words.document_end.before(name, name.size()) != 0;
            return named ? span{at.begin, cut} : at;
        }
    }
    return at;
}

// The document without what may stand behind its name: counts, brackets, a number.
span bare_document(std::string_view text, span at, const Words& words) {
    for (int i = 0; i < 3; ++i) {
        at = without_count(text, without_last_bracket(text, at), words);
    }
    return without_number(text, at, words);
}

// "車號KAB-0731營業大貨車行車執照": the plate, and the document that begins with a known word.
void take_plate(std::string_view text, Named& named, const Words& words) {
    const auto label = words.plate_label.find(text, named.name);
    if (label.empty()) {
        return;
    }
    auto begin = label.end;
    while (begin < named.name.end &&
           (is_colon(decode_at(text, begin).value) || is_blank(decode_at(text, begin).value))) {
        begin += decode_at(text, begin).size_bytes;
    }
    const bool province = begin < named.name.end && is_han(decode_at(text, begin).value);
    auto end = begin + (province ? decode_at(text, begin).size_bytes : 0);
    while (end < named.name.end && text[end] > ' ' && text[end] <= 'z') {
        ++end;
    }
    for (auto at = end; at < named.name.end; at += decode_at(text, at).size_bytes) {
        const auto head = words.document_head.at(slice(text, {at, named.name.end}), 0);
        if (std::ranges::any_of(
                slice(text, {begin, end}), [](char c) { return c >= '0' && c <= '9'; }) &&
            head >= kLongHeadBytes && is_document(text, {at, named.name.end}, words)) {
            named.plate = {begin, end};
            named.name.begin = at;
        }
    }
}

// The parts of a list; a cut inside a name ("People's Republic" has a joiner) is taken back.
std::vector<span> document_parts(std::string_view text, span documents, const Words& words) {
    std::vector<span> parts;
    for (const auto part : cut_at(text, documents, words.joiner)) {
        constexpr std::string_view kOriginal = "\u6B63";  // "正、副本": one document
        const bool torn = !parts.empty() && !is_document(text, parts.back(), words) &&
                          is_document(text, part, words) &&
                          (is_han(decode_at(text, parts.back().end).value) ||
                           slice(text, parts.back()).ends_with(kOriginal));
        if (torn) {
            parts.back().end = part.end;
        } else {
            parts.push_back(part);
        }
    }
    return parts;
}

}  // namespace

bool is_document(std::string_view text, span at, const Words& words) {
    at = bare_document(text, at, words);
    auto name = slice(text, at);
    if (name.ends_with("\u300B")) {
        return true;
    }
    return char_count(name) >= 2 && words.document_end.before(name, name.size()) != 0;
}

std::vector<Named> cut_documents(std::string_view text, span documents, const Words& words) {
    std::vector<Named> named;
    for (const auto part : document_parts(text, documents, words)) {
        auto name = part;
        const auto title = slice(text, part).find("\u300B");
        if (title != std::string_view::npos) {
            name.end = part.begin + title + std::string_view("\u300B").size();
        }
        if (title == std::string_view::npos) {
            name = bare_document(text, name, words);
        }
        named.push_back({name, {name.end, part.end}, {}});
        take_plate(text, named.back(), words);
    }
    return named;
}

}  // namespace galley::strip_notices
