// SPDX-License-Identifier: Apache-2.0
// JSON strings to text.
#include "strings.hpp"

#include <bit>
#include <cstdint>
#include <cstring>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include <galley/detail/avx2.hpp>

namespace galley::jsonl {
namespace {

constexpr std::size_t kKeptRoom = 8U << 20U;
constexpr std::size_t kSlackBytes = 32;  // a copy of 32 bytes may begin at the last
constexpr std::uint32_t kNoDigits = 0xFFFFFFFF;

#if defined(__SSE2__)
__m128i load(const char* at) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
}

void store(char* to, __m128i bytes) {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(to), bytes);
}

/// One bit for each of 16 bytes that is a quote or a backslash.
unsigned stops_in(__m128i bytes) {
    const auto quotes = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"'));
    const auto slashes = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'));
    return static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(quotes, slashes)));
}
#endif

/// A string is closed, so there is a quote.
const char* find_stop(const char* from) {
#if defined(__SSE2__)
    unsigned stops = 0;
    while ((stops = stops_in(load(from))) == 0) {
        from += 16;
    }
    return from + std::countr_zero(stops);
#else
    return from + std::strcspn(from, "\"\\");
#endif
}

/// Copies up to the next quote or backslash, and maybe some bytes of what follows.
/// @param to  gets the end of what was wanted.
const char* copy_to_stop(const char* from, char*& to) {
#if defined(__SSE2__)
    while (true) {
        const auto bytes = load(from);
        store(to, bytes);
        if (const auto stops = stops_in(bytes); stops != 0) {
            const auto wanted = std::countr_zero(stops);
            to += wanted;
            return from + wanted;
        }
        from += 16;
        to += 16;
    }
#else
    const auto* const stop = find_stop(from);
    std::memcpy(to, from, static_cast<std::size_t>(stop - from));
    to += stop - from;
    return stop;
#endif
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

/// Of the letter behind a backslash; NUL: none.
constexpr char meaning_of(char name) {
    switch (name) {
        case 'n':
            return '\n';
        case '"':
        case '\\':
        case '/':
            return name;
        case 'b':
            return '\b';
        case 'f':
            return '\f';
        case 'r':
            return '\r';
        case 't':
            return '\t';
        default:
            return '\0';
    }
}

/// What follows a backslash.
bool unescape_one(const char*& from, char*& to) {
    const char name = *from++;
    if (name == 'u') {
        return unescape_unicode(from, to);
    }
    const char meant = meaning_of(name);
    *to++ = meant;
    return meant != '\0';
}

/// What follows a backslash, up to the closing quote.
/// @param to  gets the end of the text. @returns false: a bad escape.
bool unescape_rest(const char* from, char*& to) {
    do {
        if (!unescape_one(from, to)) {
            return false;
        }
        from = copy_to_stop(from, to);
    } while (*from++ != '"');
    return true;
}

#ifdef GALLEY_HAS_AVX2
/// @returns  one bit for each of 32 bytes that is a quote or a backslash.
[[gnu::target("avx2")]] inline unsigned copy_32(const char* from, char* to) {
    const auto bytes = detail::load_32(from);
    detail::store_32(to, bytes);
    return detail::bits_of_32((bytes == '"') | (bytes == '\\'));
}

/// The same by 32 bytes.
[[gnu::target("avx2")]] bool unescape_rest_by_32(const char* from, char*& to) {
    do {
        if (!unescape_one(from, to)) {
            return false;
        }
        // Copies, whose addresses nobody has: they stay in registers.
        const char* at = from;
        char* out = to;
        unsigned stops = 0;
        while ((stops = copy_32(at, out)) == 0) {
            at += sizeof(detail::bytes_32);
            out += sizeof(detail::bytes_32);
        }
        const auto wanted = std::countr_zero(stops);
        from = at + wanted;
        to = out + wanted;
    } while (*from++ != '"');
    return true;
}
#endif

}  // namespace

void Strings::begin(std::size_t line_bytes) {
    used_ = 0;
    if (size_ < line_bytes || (size_ > kKeptRoom && line_bytes <= kKeptRoom)) {
        size_ = line_bytes + line_bytes / 2;
        room_ = std::make_unique_for_overwrite<char[]>(size_ + kSlackBytes);
    }
}

bool Strings::unescape(const char* raw, std::string_view& out) {
    const char* stop = find_stop(raw);
    const auto plain = static_cast<std::size_t>(stop - raw);
    if (*stop == '"') {
        out = {raw, plain};
        return true;
    }
    char* const begin = room_.get() + used_;
    std::memcpy(begin, raw, plain);
    char* to = begin + plain;
#ifdef GALLEY_HAS_AVX2
    const auto rest = detail::has_avx2() ? unescape_rest_by_32 : unescape_rest;
#else
    const auto rest = unescape_rest;
#endif
    if (!rest(stop + 1, to)) {
        return false;
    }
    out = {begin, static_cast<std::size_t>(to - begin)};
    used_ += out.size();
    return true;
}

}  // namespace galley::jsonl
