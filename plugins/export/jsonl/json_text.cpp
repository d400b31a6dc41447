// SPDX-License-Identifier: Apache-2.0
// JSON strings and numbers, made in place: no allocation, no copy but the one into the buffer.
#include "json_text.hpp"

#include <bit>
#include <charconv>
#include <cmath>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include <galley/detail/avx2.hpp>

namespace galley::jsonl {
namespace {

constexpr std::size_t kPartBytes = 4096;  ///< its escaped form fits output_file's room
constexpr std::size_t kMoreBytes = 18;    ///< of escape_json(), and two quotes
static_assert(6 * kPartBytes + kMoreBytes <= output_file::max_room_bytes);

char* escape_one(unsigned char c, char* to) {
    constexpr std::string_view kShort = "btn?fr";  // U+0008 .. U+000D; U+000B has no short form
    constexpr std::string_view kHex = "0123456789abcdef";
    *to++ = '\\';
    if (c == '"' || c == '\\') {
        *to++ = static_cast<char>(c);
    } else if (c >= 0x08 && c <= 0x0D && c != 0x0B) {
        *to++ = kShort[c - 0x08U];
    } else {
        std::memcpy(to, "u00", 3);
        to[3] = kHex[c >> 4U];
        to[4] = kHex[c & 0xFU];
        to += 5;
    }
    return to;
}

#if !defined(__SSE2__)
constexpr bool needs_escape(unsigned char c) {
    return c < 0x20 || c == '"' || c == '\\';
}
#else
/// One bit for each of 16 bytes that needs an escape.
unsigned escape_mask(__m128i bytes) {
    const __m128i quote = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"'));
    const __m128i slash = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'));
    const __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1F)), bytes);
    const __m128i any = _mm_or_si128(_mm_or_si128(quote, slash), control);
    return static_cast<unsigned>(_mm_movemask_epi8(any));
}

constexpr std::size_t kBlockBytes = 16;

/// Copies a block. @returns one bit for each of its bytes that needs an escape.
unsigned copy_block(const char* from, char* to) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(to), bytes);
    return escape_mask(bytes);
}

/// How far a text is escaped. Passed by value: in a loop it stays in registers.
struct Progress {
    const char* from;
    char* to;

    [[nodiscard]] Progress behind(std::size_t bytes) const { return {from + bytes, to + bytes}; }
};

/// Moves behind the first byte that needs an escape, and writes that one.
Progress escape_first(unsigned mask, Progress at) {
    at = at.behind(static_cast<std::size_t>(std::countr_zero(mask)));
    return {at.from + 1, escape_one(static_cast<unsigned char>(*at.from), at.to)};
}

/// What is left of a text, less than a block: behind it nothing may be read.
/// @param has_block  a block may be read before its end.
char* escape_rest(Progress at, const char* end, bool has_block) {
    const auto rest = static_cast<std::size_t>(end - at.from);
    char copy[2 * kBlockBytes] = {};
    if (has_block) {
        copy_block(end - kBlockBytes, copy);
    } else {
        std::memcpy(copy + kBlockBytes - rest, at.from, rest);
    }
    const char* const copy_end = copy + kBlockBytes;
    at.from = copy_end - rest;
    while (const auto mask = copy_block(at.from, at.to) & ((1U << (copy_end - at.from)) - 1)) {
        at = escape_first(mask, at);
    }
    return at.to + (copy_end - at.from);
}
#endif

#ifdef GALLEY_HAS_AVX2
/// All blocks of 32 bytes.
[[gnu::target("avx2")]] Progress escape_by_32(Progress at, const char* end) {
    using detail::bytes_32;
    while (static_cast<std::size_t>(end - at.from) >= sizeof(bytes_32)) {
        const auto bytes = detail::load_32(at.from);
        detail::store_32(at.to, bytes);
        const auto mask = detail::bits_of_32((bytes < 0x20) | (bytes == '"') | (bytes == '\\'));
        at = mask == 0 ? at.behind(sizeof(bytes_32)) : escape_first(mask, at);
    }
    return at;
}
#endif

}  // namespace

char* escape_json(std::string_view text, char* to) {
#if defined(__SSE2__)
    const char* const end = text.data() + text.size();
    Progress at{text.data(), to};
#ifdef GALLEY_HAS_AVX2
    if (text.size() >= sizeof(detail::bytes_32) && detail::has_avx2()) {
        at = escape_by_32(at, end);
    }
#endif
    while (static_cast<std::size_t>(end - at.from) >= kBlockBytes) {
        const auto mask = copy_block(at.from, at.to);
        at = mask == 0 ? at.behind(kBlockBytes) : escape_first(mask, at);
    }
    return at.from == end ? at.to : escape_rest(at, end, text.size() >= kBlockBytes);
#else
    for (const char byte : text) {
        const auto c = static_cast<unsigned char>(byte);
        if (needs_escape(c)) {
            to = escape_one(c, to);
        } else {
            *to++ = byte;
        }
    }
    return to;
#endif
}

char* put_number(double value, char* to) {
    constexpr std::string_view kNull = "null";
    return std::isfinite(value) ? std::to_chars(to, to + kNumberBytes, value).ptr
                                : to + kNull.copy(to, kNull.size());
}

void JsonText::text(std::string_view utf8) {
    auto part = utf8.substr(0, kPartBytes);
    char* to = to_.room(6 * part.size() + kMoreBytes);
    *to++ = '"';
    to = escape_json(part, to);
    while (part.size() < utf8.size()) {
        utf8.remove_prefix(part.size());
        part = utf8.substr(0, kPartBytes);
        to_.put_until(to);
        to = escape_json(part, to_.room(6 * part.size() + kMoreBytes));
    }
    *to++ = '"';
    to_.put_until(to);
}

void JsonText::text_or_null(std::string_view utf8) {
    if (utf8.empty()) {
        raw("null");
    } else {
        text(utf8);
    }
}

void JsonText::integer(std::uint64_t value) {
    char* to = to_.room(24);
    to_.put_until(std::to_chars(to, to + 24, value).ptr);
}

void JsonText::range(span at) {
    constexpr std::size_t kMostBytes = 48;
    char* to = to_.room(kMostBytes);
    char* const end = to + kMostBytes;
    *to++ = '[';
    to = std::to_chars(to, end, at.begin).ptr;
    *to++ = ',';
    to = std::to_chars(to, end, at.end).ptr;
    *to++ = ']';
    to_.put_until(to);
}

void JsonText::number(double value) {
    to_.put_until(put_number(value, to_.room(kNumberBytes)));
}

}  // namespace galley::jsonl
