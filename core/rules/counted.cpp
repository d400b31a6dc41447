// SPDX-License-Identifier: Apache-2.0
// Counts the characters of a line that one byte tells.
#include "core/rules/counted.hpp"

#include <algorithm>
#include <cstddef>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace galley::core::rules {

namespace {

bool is_counted(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte - 0x21U < 0x5EU || byte - 0xE4U < 6U;
}

// Not one of those that follow the first byte of a character.
bool is_first(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80;
}

constexpr std::size_t kBlockBytes = 64;
constexpr std::size_t kPartBytes = 16;

#ifdef __SSE2__

__m128i load(const char* part) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(part));
}

// -1 in each byte with first <= byte < first + size: a saturating subtraction leaves nothing.
__m128i in_range(__m128i bytes, int first, int size) {
    const auto from = _mm_sub_epi8(bytes, _mm_set1_epi8(static_cast<char>(first)));
    const auto over = _mm_subs_epu8(from, _mm_set1_epi8(static_cast<char>(size - 1)));
    return _mm_cmpeq_epi8(over, _mm_setzero_si128());
}

// How many bytes of the block are -1 in what `test` makes of them.
template <std::size_t kBytes, class Test>
std::uint64_t count_in_block(const char* block, Test test) {
    auto counts = _mm_setzero_si128();
    for (std::size_t at = 0; at < kBytes; at += kPartBytes) {
        counts = _mm_sub_epi8(counts, test(load(block + at)));
    }
    const auto sums = _mm_sad_epu8(counts, _mm_setzero_si128());
    return static_cast<std::uint64_t>(_mm_extract_epi16(sums, 0)) +
           static_cast<std::uint64_t>(_mm_extract_epi16(sums, 4));
}

template <std::size_t kBytes>
std::uint64_t counted_in_block(const char* block) {
    return count_in_block<kBytes>(block, [](__m128i bytes) {
        return _mm_or_si128(in_range(bytes, 0x21, 0x5E), in_range(bytes, 0xE4, 6));
    });
}

template <std::size_t kBytes>
std::uint64_t first_in_block(const char* block) {
    return count_in_block<kBytes>(block, [](__m128i bytes) {
        return _mm_cmpgt_epi8(bytes, _mm_set1_epi8(static_cast<char>(0xBF)));
    });
}

#else

template <std::size_t kBytes>
std::uint64_t counted_in_block(const char* block) {
    return static_cast<std::uint64_t>(std::count_if(block, block + kBytes, is_counted));
}

template <std::size_t kBytes>
std::uint64_t first_in_block(const char* block) {
    return static_cast<std::uint64_t>(std::count_if(block, block + kBytes, is_first));
}

#endif

}  // namespace

std::uint64_t count_counted(std::string_view line, std::uint64_t most) {
    std::uint64_t count = 0;
    for (; line.size() >= kBlockBytes && count <= most; line.remove_prefix(kBlockBytes)) {
        count += counted_in_block<kBlockBytes>(line.data());
    }
    for (; line.size() >= kPartBytes && count <= most; line.remove_prefix(kPartBytes)) {
        count += counted_in_block<kPartBytes>(line.data());
    }
    for (std::size_t i = 0; i < line.size() && count <= most; ++i) {
        count += is_counted(line[i]) ? 1 : 0;
    }
    return count;
}

std::uint64_t count_all(std::string_view text) {
    std::uint64_t count = 0;
    for (; text.size() >= kBlockBytes; text.remove_prefix(kBlockBytes)) {
        count += first_in_block<kBlockBytes>(text.data());
    }
    for (; text.size() >= kPartBytes; text.remove_prefix(kPartBytes)) {
        count += first_in_block<kPartBytes>(text.data());
    }
    return count + static_cast<std::uint64_t>(std::ranges::count_if(text, is_first));
}

}  // namespace galley::core::rules
