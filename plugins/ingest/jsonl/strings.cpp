// SPDX-License-Identifier: Apache-2.0
// JSON strings to text.
#include "strings.hpp"

#include <cstdint>
#include <cstring>

namespace galley::jsonl {
namespace {

constexpr std::size_t kKeptRoom = 8U << 20U;
constexpr std::uint32_t kNoDigits = 0xFFFFFFFF;

const char* find(const char* from, char wanted, const char* end) {
    const auto* found = std::memchr(from, wanted, static_cast<std::size_t>(end - from));
    return found == nullptr ? end : static_cast<const char*>(found);
}

/// A string is closed, so there is a quote.
const char* find_quote(const char* from) {
    return static_cast<const char*>(::rawmemchr(from, '"'));
}

std::uint32_t hex_digit(char c) {
    if (c >= '0' && c <= '9') {
        return static_cast<std::uint32_t>(c - '0');
    }
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? static_cast<std::uint32_t>(lower - 'a' + 10) : kNoDigits;
}

/// The four digits behind \u. A quote is no digit, so nothing behind the string is read.
std::uint32_t hex_unit(const char* at) {
    std::uint32_t value = 0;
    for (int i = 0; i < 4; ++i) {
        const auto digit = hex_digit(at[i]);
        if (digit == kNoDigits) {
            return kNoDigits;
        }
        value = value << 4U | digit;
    }
    return value;
}

char* put_utf8(char* to, std::uint32_t c) {
    const auto tail = [c](unsigned shift) {
        return static_cast<char>(0x80U | ((c >> shift) & 0x3FU));
    };
    if (c < 0x80) {
        *to++ = static_cast<char>(c);
    } else if (c < 0x800) {
        *to++ = static_cast<char>(0xC0U | (c >> 6U));
        *to++ = tail(0);
    } else if (c < 0x10000) {
        *to++ = static_cast<char>(0xE0U | (c >> 12U));
        *to++ = tail(6);
        *to++ = tail(0);
    } else {
        *to++ = static_cast<char>(0xF0U | (c >> 18U));
        *to++ = tail(12);
        *to++ = tail(6);
        *to++ = tail(0);
    }
    return to;
}

/// \uXXXX, or a pair of them. @returns false: no digits, or half a pair.
bool unescape_unicode(const char*& from, char*& to) {
    auto c = hex_unit(from);
    if (c == kNoDigits || (c >= 0xDC00 && c <= 0xDFFF)) {
        return false;
    }
    from += 4;
    if (c >= 0xD800 && c <= 0xDBFF) {
        const auto low = from[0] == '\\' && from[1] == 'u' ? hex_unit(from + 2) : kNoDigits;
        if (low < 0xDC00 || low > 0xDFFF) {
            return false;
        }
        from += 6;
        c = 0x10000 + ((c - 0xD800) << 10U) + (low - 0xDC00);
    }
    to = put_utf8(to, c);
    return true;
}

/// What follows a backslash.
bool unescape_one(const char*& from, char*& to) {
    static constexpr char kNames[] = "\"\\/bfnrt";
    static constexpr char kMeant[] = "\"\\/\b\f\n\r\t";
    const char name = *from++;
    if (name == 'u') {
        return unescape_unicode(from, to);
    }
    const auto* known = static_cast<const char*>(std::memchr(kNames, name, sizeof kNames - 1));
    if (known == nullptr) {
        return false;
    }
    *to++ = kMeant[known - kNames];
    return true;
}

}  // namespace

void Strings::begin(std::size_t line_bytes) {
    used_ = 0;
    if (size_ < line_bytes || (size_ > kKeptRoom && line_bytes <= kKeptRoom)) {
        size_ = line_bytes + line_bytes / 2;
        room_ = std::make_unique_for_overwrite<char[]>(size_);
    }
}

bool Strings::unescape(const char* raw, std::string_view& out) {
    const char* quote = find_quote(raw);
    const char* escape = find(raw, '\\', quote);
    if (escape == quote) {
        out = {raw, static_cast<std::size_t>(quote - raw)};
        return true;
    }
    char* const begin = room_.get() + used_;
    char* to = begin;
    while (true) {
        std::memcpy(to, raw, static_cast<std::size_t>(escape - raw));
        to += escape - raw;
        if (escape == quote) {
            break;
        }
        raw = escape + 1;
        if (!unescape_one(raw, to)) {
            return false;
        }
        if (raw > quote) {  // that quote was the escaped one
            quote = find_quote(raw);
        }
        escape = find(raw, '\\', quote);
    }
    out = {begin, static_cast<std::size_t>(to - begin)};
    used_ += out.size();
    return true;
}

}  // namespace galley::jsonl
