// SPDX-License-Identifier: Apache-2.0
// Cuts a notice into clauses and brackets, and trims what is no part of a value.
#include "clauses.hpp"

#include <galley/dates.hpp>

namespace galley::strip_notices {

bool is_open_bracket(char32_t c) {
    return c == '(' || c == 0xFF08 || c == '[' || c == 0x3010 || c == 0x3014;
}

bool is_close_bracket(char32_t c) {
    return c == ')' || c == 0xFF09 || c == ']' || c == 0x3011 || c == 0x3015;
}

bool is_comma(char32_t c) {
    return c == ',' || c == 0xFF0C || c == ';' || c == 0xFF1B || c == '.' || c == 0x3002 ||
           c == '!' || c == 0xFF01;
}

bool is_colon(char32_t c) {
    return c == ':' || c == 0xFF1A;
}

namespace {

bool is_title_open(char32_t c) {
    return c == 0x300A || c == 0x3008 || c == 0x201C || c == 0x300C;
}

bool is_title_close(char32_t c) {
    return c == 0x300B || c == 0x3009 || c == 0x201D || c == 0x300D;
}

bool digit_at(std::string_view text, ByteOffset at) {
    return at < text.size() && text[at] >= '0' && text[at] <= '9';
}

// "3.5", "a.b" and "1,000": a mark that belongs to a number or an address.
bool inside_number(std::string_view text, ByteOffset at) {
    const auto plain = [&](ByteOffset i) {
        return digit_at(text, i) ||
               (i < text.size() && static_cast<unsigned char>(text[i]) < 0x80 &&
                is_latin_letter(static_cast<unsigned char>(text[i])));
    };
    if (at == 0 || (text[at] != '.' && text[at] != ',')) {
        return false;
    }
    if (text[at] == '.') {
        return plain(at - 1) && plain(at + 1);
    }
    return digit_at(text, at - 1) && digit_at(text, at + 1) && digit_at(text, at + 2) &&
           digit_at(text, at + 3) && !digit_at(text, at + 4) && !(at > 3 && digit_at(text, at - 4));
}

/// Calls f(code point, at) for each character outside brackets; with titles: outside those too.
template <class F>
void each_outside(std::string_view text, span within, bool titles, F&& f) {
    int depth = 0;
    for (auto at = within.begin; at < within.end;) {
        const auto c = decode_at(text, at);
        const bool opens = is_open_bracket(c.value) || (titles && is_title_open(c.value));
        const bool closes = is_close_bracket(c.value) || (titles && is_title_close(c.value));
        depth += opens ? 1 : 0;
        if (depth == 0) {
            f(c, at);
        }
        depth -= closes && depth > 0 ? 1 : 0;
        at += c.size_bytes;
    }
}

void push(std::string_view text, span at, std::vector<span>& out) {
    if (const auto clause = tidy(text, at); !clause.empty()) {
        out.push_back(clause);
    }
}

}  // namespace

std::vector<span> cut_clauses(std::string_view text, span within) {
    std::vector<span> clauses;
    auto begin = within.begin;
    each_outside(text, within, false, [&](code_point c, ByteOffset at) {
        if (is_comma(c.value) && !inside_number(text, at)) {
            push(text, {begin, at}, clauses);
            begin = at + c.size_bytes;
        }
    });
    push(text, {begin, within.end}, clauses);
    return clauses;
}

std::vector<span> bracket_contents(std::string_view text, span within) {
    std::vector<span> contents;
    int depth = 0;
    ByteOffset begin = 0;
    for (auto at = within.begin; at < within.end;) {
        const auto c = decode_at(text, at);
        if (is_open_bracket(c.value) && depth++ == 0) {
            begin = at + c.size_bytes;
        } else if (is_close_bracket(c.value) && depth > 0 && --depth == 0) {
            push(text, {begin, at}, contents);
        }
        at += c.size_bytes;
    }
    return contents;
}

span tidy(std::string_view text, span at) {
    const auto loose = [](char32_t c) {
        return is_blank(c) || c == '\n' || is_comma(c) || is_colon(c) || c == 0x3001;
    };
    const auto bullet = [](char32_t c) {
        return (c >= 0x25A0 && c <= 0x25CF) || c == 0x2605 || c == 0x2606 || c == 0x2022 ||
               c == 0xB7;  // squares, triangles, circles, stars, dots
    };
    const auto leads = [&](char32_t c) { return loose(c) || bullet(c); };
    while (!at.empty() && leads(decode_at(text, at.begin).value)) {
        at.begin += decode_at(text, at.begin).size_bytes;
    }
    while (!at.empty() && loose(decode_before(text, at.end).value)) {
        at.end -= decode_before(text, at.end).size_bytes;
    }
    return at;
}

span drop_front(std::string_view text, span at, const WordList& words) {
    at = tidy(text, at);
    for (auto size = words.at(slice(text, at), 0); size != 0 && size < at.size();
         size = words.at(slice(text, at), 0)) {
        at = tidy(text, {at.begin + size, at.end});
    }
    return at;
}

span drop_back(std::string_view text, span at, const WordList& words) {
    at = tidy(text, at);
    for (auto size = words.before(slice(text, at), at.size()); size != 0;
         size = words.before(slice(text, at), at.size())) {
        at = tidy(text, {at.begin, at.end - size});
    }
    return at;
}

std::vector<span> cut_at(std::string_view text, span within, const WordList& joiners) {
    std::vector<span> parts;
    auto begin = within.begin;
    ByteOffset skip_to = 0;
    each_outside(text, within, true, [&](code_point, ByteOffset at) {
        const auto size = at < skip_to ? 0 : joiners.at(text.substr(0, within.end), at);
        if (size != 0) {
            push(text, {begin, at}, parts);
            begin = at + size;
            skip_to = begin;
        }
    });
    push(text, {begin, within.end}, parts);
    return parts;
}

span without_last_bracket(std::string_view text, span at) {
    at = tidy(text, at);
    if (at.empty() || !is_close_bracket(decode_before(text, at.end).value)) {
        return at;
    }
    auto open = at.end;
    int depth = 0;
    while (open > at.begin) {
        const auto c = decode_before(text, open);
        open -= c.size_bytes;
        depth += is_close_bracket(c.value) ? 1 : 0;
        if (is_open_bracket(c.value) && --depth == 0) {
            return tidy(text, {at.begin, open});
        }
    }
    return at;
}

span without_last_date(std::string_view text, span at) {
    at = tidy(text, at);
    for (const auto& found : find_dates(slice(text, at))) {
        if (found.at.begin > 0 && at.begin + found.at.end == at.end) {
            return tidy(text, {at.begin, at.begin + found.at.begin});
        }
    }
    return at;
}

span without_date(std::string_view text, span at) {
    const auto found = find_date(slice(text, at));
    if (found && found->at.begin == 0) {
        return tidy(text, {at.begin + found->at.end, at.end});
    }
    return at;
}

}  // namespace galley::strip_notices
