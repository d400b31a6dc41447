// SPDX-License-Identifier: Apache-2.0
// Reads what English notices of all kinds name: numbers, papers, who holds them.
#include "english.hpp"

#include <array>
#include <string>

#include <galley/text.hpp>

#include "clauses.hpp"

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

span without_title(std::string_view text, span at) {
    constexpr std::array<std::string_view, 9> kTitles = {
        "Mr ", "Mr. ", "Mrs ", "Mrs. ", "Ms ", "Ms. ", "Miss ", "Dr. ", "Chief "};
    at = tidy(text, at);
    for (const auto title : kTitles) {
        if (slice(text, at).starts_with(title)) {
            return tidy(text, {at.begin + title.size(), at.end});
        }
    }
    return at;
}

namespace {

// "Roll No. 12, Year 2014": the number alone. "no. 12" stays as it is.
span behind_label(std::string_view text, span content) {
    const auto label = find(slice(text, content), " No. ");
    if (!found(label)) {
        return content;
    }
    const auto begin = content.begin + label + std::string_view(" No. ").size();
    return tidy(text, {begin, stop(text.substr(0, content.end), begin, ",;")});
}

// "RJ14 20110012345": a long row of digits behind a blank belongs to the number.
ByteOffset number_end(std::string_view text, span behind) {
    constexpr std::size_t kLeastDigits = 6;
    auto end = behind.begin + 1;
    while (end < behind.end && text[end] >= '0' && text[end] <= '9') {
        ++end;
    }
    const bool row = behind.begin < behind.end && text[behind.begin] == ' ' &&
                     end > behind.begin + kLeastDigits &&
                     (end == behind.end || text[end] == '.' || text[end] == ',');
    return row ? end : behind.begin;
}

}  // namespace

// The number, with "ref." when it is the bracket's only word.
void add_number(std::string_view text, span within, Item& item) {
    for (const auto content : bracket_contents(text, within)) {
        if (has_digit(slice(text, content))) {
            item.numbers.push_back(behind_label(text, content));
            return;
        }
    }
    for (const auto label : {" number ", " No. ", " No ", " no. ", " ref. ", " ref ", " serial "}) {
        const auto at = find(slice(text, within), label);
        if (!found(at)) {
            continue;
        }
        const auto begin = within.begin + at + std::string_view(label).size();
        const auto end = stop(text.substr(0, within.end), begin, " ,;.");
        const auto number = tidy(text, {begin, number_end(text, {end, within.end})});
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

// "possession letter of Flat No. 12": the number is the flat's.
bool is_of_place(std::string_view name) {
    constexpr std::array<std::string_view, 9> kPlaces = {
        " flat", " plot", " house", " unit", " shop", " door", " room", " survey", " block"};
    return std::ranges::any_of(kPlaces, [&](std::string_view place) {
        return name.size() > place.size() &&
               find(name, place, name.size() - place.size()) == name.size() - place.size();
    });
}

}  // namespace

Item read_item(std::string_view text, ByteOffset from) {
    Item item;
    auto end = name_end(text, from);
    const auto place = is_of_place(text.substr(from, end - from));
    if (place) {
        end = stop(text, end + std::string_view(" No. ").size(), ",;(.");
    }
    item.document = without_article(text, {from, end});
    add_number(text, {place ? end : from, text.size()}, item);
    add_issuer(text, from, item);
    return item;
}

// Where it is said that something is lost; the end when nowhere.
ByteOffset lost_at(std::string_view text, ByteOffset from) {
    auto first = text.size();
    for (const auto verb : {" is ", " was ", " has been ", " have been ", " are "}) {
        for (const auto lost : {"lost", "misplaced", "mislaid", "missing", "stolen"}) {
            const auto at = find(text, std::string(verb) + lost, from);
            first = found(at) ? std::min(first, at) : first;
        }
    }
    return first;
}

span holder_of(std::string_view text) {
    for (const auto label : {"in the name of ", "belonging to ", "property of ", "issued to "}) {
        const auto at = find(text, label);
        if (found(at)) {
            const auto begin = at + std::string_view(label).size();
            const auto end = std::min(stop(text, begin, ",;.("), lost_at(text, begin));
            return without_title(text, {begin, end});
        }
    }
    return {};
}

// "Jane Roe S/o John Roe", "Jane Roe of 4 Some Street": the name alone.
span person_alone(std::string_view text, span at) {
    for (const auto behind : {" S/o ", " D/o ", " W/o ", " R/o ", " of "}) {
        const auto cut = find(slice(text, at), behind);
        const bool address = std::string_view(behind) != " of " || has_digit(slice(text, at));
        if (found(cut) && cut > 0 && address) {
            at.end = at.begin + cut;
        }
    }
    return without_title(text, at);
}

}  // namespace galley::strip_notices
