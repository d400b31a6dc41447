// SPDX-License-Identifier: Apache-2.0
// Looks for words and marks in English notices; case does not count.
#pragma once
#include <algorithm>
#include <string_view>

#include <galley/values.hpp>

#include "notice.hpp"

namespace galley::strip_notices {

inline char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

inline ByteOffset find(std::string_view text, std::string_view word, ByteOffset from = 0) {
    const auto at = std::search(
        text.begin() + static_cast<std::ptrdiff_t>(std::min<ByteOffset>(from, text.size())),
        text.end(),
        word.begin(),
        word.end(),
        [](char a, char b) { return lower(a) == lower(b); });
    return at == text.end() ? std::string_view::npos : static_cast<ByteOffset>(at - text.begin());
}

inline bool found(ByteOffset at) {
    return at != std::string_view::npos;
}

inline bool has_digit(std::string_view text) {
    return std::ranges::any_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// The first of some marks at or after `from`; the end when there is none. A dot counts only before
// a blank or the end, and not behind an initial ("T. Roe"): "No. 5" is cut by the caller's words,
// "B.5" never.
inline ByteOffset stop(std::string_view text, ByteOffset from, std::string_view marks) {
    for (auto at = from; at < text.size(); ++at) {
        const bool dot = text[at] == '.' && at + 1 < text.size() && text[at + 1] != ' ';
        const bool initial = text[at] == '.' && at > from && text[at - 1] >= 'A' &&
                             text[at - 1] <= 'Z' && (at - from == 1 || text[at - 2] == ' ') &&
                             at + 2 < text.size() && text[at + 2] >= 'A' && text[at + 2] <= 'Z';
        if (marks.find(text[at]) != std::string_view::npos && !dot && !initial) {
            return at;
        }
    }
    return text.size();
}

/// "(ref. TB/9)" or ", No. 123" as a number of the item.
void add_number(std::string_view text, span within, Item& item);

/// Without "the", "my" and such at the front.
span without_article(std::string_view text, span at);

/// Without "Mr", "Mrs", "Chief" and such at the front.
span without_title(std::string_view text, span at);

/// Without "S/o John Roe" and an address behind the name.
span person_alone(std::string_view text, span at);

/// Where it is said that something is lost, from `from` on; the text's end when nowhere.
ByteOffset lost_at(std::string_view text, ByteOffset from);

/// Who holds a paper: "in the name of Jane Roe", "belonging to …". Empty: not said.
span holder_of(std::string_view text);

/// A paper or thing that begins at `from`, with its number and issuer.
Item read_item(std::string_view text, ByteOffset from);

/// Reads a lost paper with its number and holder. @returns false: none.
bool read_paper(std::string_view text, Notice& notice);

/// Reads an invitation to tender, a winding-up, a call to creditors. @returns false: none of them.
bool read_call(std::string_view text, Notice& notice);

}  // namespace galley::strip_notices
