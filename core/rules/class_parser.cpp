// SPDX-License-Identifier: Apache-2.0
// Reads the parts of an RE2 pattern that stand for one character: classes and escapes.
#include "core/rules/class_parser.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "core/rules/utf8.hpp"

namespace galley::core::rules {

namespace {

const CharSet kAnyChar = {{0, kLastChar}};

// The ASCII classes of RE2. Its \s has no vertical tab; [[:space:]] has one.
const std::array<std::pair<char, CharSet>, 3> kPerlClasses = {{
    {'d', {{'0', '9'}}},
    {'s', {{'\t', '\n'}, {'\f', '\r'}, {' ', ' '}}},
    {'w', {{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}}},
}};

const std::array<std::pair<std::string_view, CharSet>, 14> kPosixClasses = {{
    {"alnum", {{'0', '9'}, {'A', 'Z'}, {'a', 'z'}}},
    {"alpha", {{'A', 'Z'}, {'a', 'z'}}},
    {"ascii", {{0, 0x7F}}},
    {"blank", {{'\t', '\t'}, {' ', ' '}}},
    {"cntrl", {{0, 0x1F}, {0x7F, 0x7F}}},
    {"digit", {{'0', '9'}}},
    {"graph", {{'!', '~'}}},
    {"lower", {{'a', 'z'}}},
    {"print", {{' ', '~'}}},
    {"punct", {{'!', '/'}, {':', '@'}, {'[', '`'}, {'{', '~'}}},
    {"space", {{'\t', '\r'}, {' ', ' '}}},
    {"upper", {{'A', 'Z'}}},
    {"word", {{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}}},
    {"xdigit", {{'0', '9'}, {'A', 'F'}, {'a', 'f'}}},
}};

// Blocks without any letter that has another case.
bool is_caseless(char32_t first, char32_t last) {
    static constexpr std::array<CharRange, 6> kBlocks = {{
        {0x80, 0xB4},        // controls and signs, before the micro sign
        {0x2000, 0x2120},    // punctuation; the Kelvin sign is 0x212A
        {0x2E80, 0xA63F},    // Chinese, Japanese, Korean, Yi
        {0xAC00, 0xFAFF},    // Hangul syllables, compatibility ideographs
        {0xFF00, 0xFF20},    // full-width digits and punctuation
        {0x20000, 0x3FFFF},  // rare ideographs
    }};
    return std::ranges::any_of(kBlocks, [&](const CharRange& block) {
        return first >= block.first && last <= block.last;
    });
}

// Adds what folding case adds to a range.
void add_folded(CharSet& set, char32_t first, char32_t last) {
    set.add(first, last);
    if (last >= 0x80) {
        if (!is_caseless(std::max<char32_t>(first, 0x80), last) || first < 0x80) {
            set.add(kAnyChar);
        }
        return;
    }
    for (char32_t c = first; c <= last; ++c) {
        const char32_t lower = c | 0x20U;
        if (lower >= 'a' && lower <= 'z') {
            set.add(lower, lower);
            set.add(lower - 0x20, lower - 0x20);
        }
        if (lower == 'k') {
            set.add(0x212A, 0x212A);  // Kelvin sign
        }
        if (lower == 's') {
            set.add(0x17F, 0x17F);  // long s
        }
    }
}

void add_folded(CharSet& set, const CharSet& other, bool fold_case) {
    if (!fold_case) {
        set.add(other);
        return;
    }
    for (const auto& range : other.sorted()) {
        add_folded(set, range.first, range.last);
    }
}

// \d \s \w and their negations, exactly as RE2 has them: case is folded before a negation.
std::optional<CharSet> perl_class(char letter, bool fold_case) {
    const auto lower = static_cast<char>(letter | 0x20);
    const auto* found = std::ranges::find(kPerlClasses, lower, &std::pair<char, CharSet>::first);
    if (found == kPerlClasses.end()) {
        return std::nullopt;
    }
    CharSet set;
    add_folded(set, found->second, fold_case);
    return letter == lower ? set : set.complement();
}

// \pL \p{Han} \P{^L}: all characters, but for Han, which has no member below 0x2E80.
std::optional<CharSet> unicode_class(std::string_view pattern, ByteOffset& at, bool negated) {
    if (at >= pattern.size()) {
        return std::nullopt;
    }
    if (pattern[at] != '{') {
        return decode_at(pattern, at) == kInvalidChar ? std::nullopt : std::optional(kAnyChar);
    }
    const auto close = pattern.find('}', at);
    if (close == std::string_view::npos) {
        return std::nullopt;
    }
    const auto name = pattern.substr(at + 1, close - at - 1);
    at = close + 1;
    return name == "Han" && !negated ? CharSet{{0x2E80, 0x3FFFF}} : kAnyChar;
}

std::optional<char32_t> hex_char(std::string_view pattern, ByteOffset& at) {
    std::string_view digits = pattern.substr(at, 2);
    ByteOffset end = at + 2;
    if (digits.starts_with('{')) {
        const auto close = pattern.find('}', at);
        if (close == std::string_view::npos) {
            return std::nullopt;
        }
        digits = pattern.substr(at + 1, close - at - 1);
        end = close + 1;
    } else if (digits.size() < 2) {
        return std::nullopt;
    }
    char32_t c = 0;
    for (const char digit : digits) {
        const auto lower = static_cast<char>(digit | 0x20);
        const bool letter = lower >= 'a' && lower <= 'f';
        if ((!letter && (digit < '0' || digit > '9')) || c > kLastChar) {
            return std::nullopt;
        }
        c = c * 16 + static_cast<char32_t>(letter ? lower - 'a' + 10 : digit - '0');
    }
    at = end;
    return digits.empty() || c > kLastChar ? std::nullopt : std::optional(c);
}

std::optional<char32_t> escaped_char(std::string_view pattern, ByteOffset& at) {
    const char letter = pattern[at];
    switch (letter) {
        case 'a':
            ++at;
            return '\a';
        case 'f':
            ++at;
            return '\f';
        case 'n':
            ++at;
            return '\n';
        case 'r':
            ++at;
            return '\r';
        case 't':
            ++at;
            return '\t';
        case 'v':
            ++at;
            return '\v';
        case 'x':
            ++at;
            return hex_char(pattern, at);
        default:
            break;
    }
    const bool word = (letter >= '0' && letter <= '9') || (letter >= 'A' && letter <= 'Z') ||
                      (letter >= 'a' && letter <= 'z');
    if (word || static_cast<unsigned char>(letter) >= 0x80) {
        return std::nullopt;
    }
    ++at;
    return static_cast<char32_t>(letter);
}

struct ClassItem {
    CharSet set;                      // a group such as \d, or
    std::optional<char32_t> literal;  // one character, which may begin a range
    bool exact = true;
};

std::optional<ClassItem> posix_item(std::string_view pattern, ByteOffset& at, bool fold_case) {
    const auto close = pattern.find(":]", at);
    if (close == std::string_view::npos) {
        return std::nullopt;
    }
    auto name = pattern.substr(at + 2, close - at - 2);
    const bool negated = name.starts_with('^');
    name.remove_prefix(negated ? 1 : 0);
    at = close + 2;
    for (const auto& [known, set] : kPosixClasses) {
        if (known == name) {
            ClassItem item;
            add_folded(item.set, set, fold_case);
            if (negated) {
                item.set = item.set.complement();
            }
            return item;
        }
    }
    return std::nullopt;
}

std::optional<ClassItem> class_item(std::string_view pattern, ByteOffset& at, bool fold_case) {
    if (pattern.substr(at, 2) == "[:") {
        return posix_item(pattern, at, fold_case);
    }
    if (pattern[at] != '\\') {
        const char32_t c = decode_at(pattern, at);
        return c == kInvalidChar ? std::nullopt : std::optional(ClassItem{{}, c});
    }
    const bool unicode = at + 1 < pattern.size() && (pattern[at + 1] | 0x20) == 'p';
    auto escape = read_escape(pattern, at, fold_case);
    if (!escape) {
        return std::nullopt;
    }
    if (escape->literal) {
        return ClassItem{{}, escape->literal};
    }
    return ClassItem{std::move(escape->set), std::nullopt, !unicode};
}

// The end of the range that a literal begins, or the literal itself.
std::optional<char32_t> range_end(
    std::string_view pattern, ByteOffset& at, char32_t first, bool fold_case) {
    if (at + 1 >= pattern.size() || pattern[at] != '-' || pattern[at + 1] == ']') {
        return first;
    }
    ++at;
    const auto item = class_item(pattern, at, fold_case);
    return item && item->literal ? item->literal : std::nullopt;
}

}  // namespace

OneChar one_char(char32_t c, bool fold_case) {
    OneChar one;
    if (fold_case) {
        add_folded(one.set, c, c);
    } else {
        one.set.add(c, c);
    }
    one.literal = c;
    return one;
}

std::optional<OneChar> read_escape(std::string_view pattern, ByteOffset& at, bool fold_case) {
    ++at;
    if (at >= pattern.size()) {
        return std::nullopt;
    }
    const char letter = pattern[at];
    if (auto set = perl_class(letter, fold_case)) {
        ++at;
        return OneChar{std::move(*set), std::nullopt};
    }
    if (letter == 'p' || letter == 'P') {
        ++at;
        auto set = unicode_class(pattern, at, letter == 'P');
        return set ? std::optional(OneChar{std::move(*set), std::nullopt}) : std::nullopt;
    }
    const auto c = escaped_char(pattern, at);
    return c ? std::optional(one_char(*c, fold_case)) : std::nullopt;
}

std::optional<OneChar> read_class(std::string_view pattern, ByteOffset& at, bool fold_case) {
    ++at;
    const bool negated = at < pattern.size() && pattern[at] == '^';
    at += negated ? 1 : 0;
    CharSet set;
    bool exact = true;
    // Inside [^...] a larger set would make the whole smaller: what folding adds to a character,
    // which add_folded may overstate, is left out there.
    const bool fold_literals = fold_case && !negated;
    for (bool first = true; at < pattern.size(); first = false) {
        if (pattern[at] == ']' && !first) {
            ++at;
            return OneChar{!negated ? set : exact ? set.complement() : kAnyChar, std::nullopt};
        }
        const auto item = class_item(pattern, at, fold_case);
        if (!item) {
            return std::nullopt;
        }
        exact = exact && item->exact;
        if (!item->literal) {
            set.add(item->set);
            continue;
        }
        const auto last = range_end(pattern, at, *item->literal, fold_case);
        if (!last || *last < *item->literal) {
            return std::nullopt;
        }
        add_folded(set, CharSet{{*item->literal, *last}}, fold_literals);
    }
    return std::nullopt;
}

}  // namespace galley::core::rules
