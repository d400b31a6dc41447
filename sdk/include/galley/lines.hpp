// SPDX-License-Identifier: Apache-2.0
// Where the lines of a text end: one pass, 64 bytes at a time.
#pragma once
#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <string_view>
#include <vector>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include <galley/detail/avx2.hpp>
#include <galley/values.hpp>

namespace galley GALLEY_SDK_HIDDEN {

namespace detail {

inline constexpr std::size_t line_block_bytes = 64;

/// One bit for each of 64 bytes that is a line end, the first byte's lowest.
inline std::uint64_t line_ends_in_block(const char* block) {
#ifdef __SSE2__
    const auto wanted = _mm_set1_epi8('\n');
    const auto ends_from = [&](unsigned at) {
        const auto bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(block + at));
        const auto found = static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, wanted)));
        return std::uint64_t{found} << at;
    };
    // No loop: compilers leave one of four steps as it is, and it takes half as long again.
    return ends_from(0) | ends_from(16) | ends_from(32) | ends_from(48);
#else
    std::uint64_t ends = 0;
    for (unsigned at = 0; at < line_block_bytes; ++at) {
        ends |= std::uint64_t{block[at] == '\n'} << at;
    }
    return ends;
#endif
}

#ifdef GALLEY_HAS_AVX2
/// The same of blocks in a row.
[[gnu::target("avx2")]] inline void put_line_ends_by_32(
    const char* text, std::size_t blocks, std::uint64_t* ends) {
    for (std::size_t i = 0; i < blocks; ++i, text += line_block_bytes) {
        const auto low = bits_of_32(load_32(text) == '\n');
        const auto high = bits_of_32(load_32(text + sizeof(bytes_32)) == '\n');
        ends[i] = std::uint64_t{high} << sizeof(bytes_32) | low;
    }
}
#endif

inline void put_line_ends(const char* text, std::size_t blocks, std::uint64_t* ends) {
#ifdef GALLEY_HAS_AVX2
    if (has_avx2()) {
        return put_line_ends_by_32(text, blocks, ends);
    }
#endif
    for (std::size_t i = 0; i < blocks; ++i) {
        ends[i] = line_ends_in_block(text + line_block_bytes * i);
    }
}

}  // namespace detail

/// Which of some bytes are line ends: one bit for each, the first byte's lowest.
struct line_ends {
    std::uint64_t bits;
    std::size_t bytes;  ///< 1..64
};

namespace detail {

/// The last bytes of a text, fewer than a block.
inline line_ends line_ends_at_end(std::string_view text, std::size_t bytes) {
    if (text.size() >= line_block_bytes) {
        const auto before = line_block_bytes - bytes;
        return {line_ends_in_block(text.data() + text.size() - line_block_bytes) >> before, bytes};
    }
    char block[line_block_bytes] = {};
    text.copy(block, bytes);
    return {line_ends_in_block(block), bytes};
}

}  // namespace detail

/// Calls f(ByteOffset, line_ends) for each 64 bytes of a text, and what is left, in order. Always
/// inline: what f counts stays in registers.
template <class F>
[[gnu::always_inline]] inline void each_line_end_block(std::string_view text, F&& f) {
    constexpr auto kBytes = detail::line_block_bytes;
    std::array<std::uint64_t, 64> ends;
    std::size_t at = 0;
    while (at + kBytes <= text.size()) {
        const auto blocks = std::min(ends.size(), (text.size() - at) / kBytes);
        detail::put_line_ends(text.data() + at, blocks, ends.data());
        for (std::size_t i = 0; i < blocks; ++i, at += kBytes) {
            f(ByteOffset{at}, line_ends{ends[i], kBytes});
        }
    }
    if (at < text.size()) {
        f(ByteOffset{at}, detail::line_ends_at_end(text, text.size() - at));
    }
}

/// Calls f(ByteOffset) with the place of each '\n' of a text, in order. Lines are short, so this is
/// about twice as fast as a memchr for each.
template <class F>
void each_line_end(std::string_view text, F&& f) {
    each_line_end_block(text, [&](ByteOffset begin, line_ends ends) {
        for (auto left = ends.bits; left != 0; left &= left - 1) {
            f(begin + static_cast<ByteOffset>(std::countr_zero(left)));
        }
    });
}

/// The lines of one text after another, blank ones among them, in memory that serves for all. How
/// many line ends 64 bytes have cannot be foretold, so no branch asks whether there is one.
class line_table {
  public:
    void read(std::string_view text) {
        auto* begins = begins_.data();
        std::size_t room = begins_.size();
        std::size_t count = 0;
        each_line_end_block(text, [&](ByteOffset at, line_ends ends) {
            if (room - count < kRoom) {
                begins_.resize(2 * room + kRoom);
                begins = begins_.data();
                room = begins_.size();
            }
            auto left = ends.bits;
            begins[count + 1] = at + static_cast<ByteOffset>(std::countr_zero(left)) + 1;
            count += left != 0 ? 1 : 0;
            for (left &= left - 1; left != 0; left &= left - 1) {
                begins[++count] = at + static_cast<ByteOffset>(std::countr_zero(left)) + 1;
            }
        });
        if (text.empty()) {
            count_ = 0;
            return;
        }
        begins[0] = 0;
        if (begins[count] < text.size()) {  // the last line has no line end
            begins[++count] = text.size() + 1;
        }
        count_ = count;
        text_end_ = text.size();
    }

    /// None for an empty text; what follows the last line end is a line unless it is empty.
    std::size_t size() const { return count_; }

    /// Without its line end. @param i  < size().
    span operator[](std::size_t i) const { return {begins_[i], begins_[i + 1] - 1}; }

    /// With its line end, if it has one. @param i  < size().
    span whole(std::size_t i) const { return {begins_[i], std::min(begins_[i + 1], text_end_)}; }

    /// The line that holds the byte at `at`, below the text's size; a line end belongs to the line
    /// that it ends.
    std::size_t line_of(ByteOffset at) const {
        const auto first = begins_.begin();
        const auto last = first + static_cast<std::ptrdiff_t>(count_);
        return static_cast<std::size_t>(std::upper_bound(first, last, at) - first) - 1;
    }

  private:
    static constexpr std::size_t kRoom = detail::line_block_bytes + 2;

    /// Where each line begins, then where one behind the last would.
    std::vector<ByteOffset> begins_;
    std::size_t count_ = 0;
    ByteOffset text_end_ = 0;
};

/// Calls f(span) for each line of a text with its line end; none for an empty text.
template <class F>
void each_line(std::string_view text, F&& f) {
    ByteOffset begin = 0;
    each_line_end(text, [&](ByteOffset end) {
        f(span{begin, end + 1});
        begin = end + 1;
    });
    if (begin < text.size()) {
        f(span{begin, text.size()});
    }
}

}  // namespace GALLEY_SDK_HIDDEN
