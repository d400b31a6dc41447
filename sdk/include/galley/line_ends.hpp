// SPDX-License-Identifier: Apache-2.0
// Line ends of the world to LF, for readers: a document's text has no other.
#pragma once
#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>

#include <galley/detail/avx2.hpp>
#include <galley/values.hpp>

namespace galley GALLEY_SDK_HIDDEN {

namespace detail {

/// The bytes that a foreign line end at `at` takes; 0 if there is none. CRLF is one line end.
constexpr std::size_t foreign_line_end_size(std::string_view text, std::size_t at) {
    const auto rest = text.substr(at);
    if (rest.starts_with('\r')) {
        return rest.starts_with("\r\n") ? 2 : 1;
    }
    if (rest.starts_with("\xC2\x85")) {
        return 2;
    }
    return rest.starts_with("\xE2\x80\xA8") || rest.starts_with("\xE2\x80\xA9") ? 3 : 0;
}

/// memchr that remembers where it has been, so that a byte that is rare costs one pass.
struct byte_search {
    char wanted;
    std::size_t found = 0;
    bool begun = false;

    std::size_t from(std::string_view text, std::size_t at) {
        if (!begun || (found != std::string_view::npos && found < at)) {
            begun = true;
            found = text.find(wanted, at);
        }
        return found;
    }
};

}  // namespace detail

/// Finds line ends that are not LF: CR, CRLF, NEL (U+0085), LS and PS (U+2028, U+2029).
class foreign_line_ends {
  public:
    explicit foreign_line_ends(std::string_view utf8) : text_(utf8) {}

    /// The first one at or after `at`, or an empty span at the text's end.
    span next(std::size_t at) {
        while (true) {
            at = std::min({cr_.from(text_, at), nel_.from(text_, at), ls_.from(text_, at)});
            if (at == std::string_view::npos) {
                return {text_.size(), text_.size()};
            }
            if (const auto size = detail::foreign_line_end_size(text_, at); size > 0) {
                return {at, at + size};
            }
            ++at;
        }
    }

  private:
    std::string_view text_;
    detail::byte_search cr_{'\r'}, nel_{'\xC2'}, ls_{'\xE2'};
};

namespace detail {

#ifdef GALLEY_HAS_AVX2
/// One bit for each of 32 bytes that may belong to a foreign line end; reads one byte more.
[[gnu::target("avx2")]] inline unsigned foreign_line_ends_in_32(const char* from) {
    const auto bytes = load_32(from);
    const auto ls_or_ps = (bytes == 0x80) & ((load_32(from + 1) | 1) == 0xA9);
    return bits_of_32((bytes == '\r') | (bytes == 0xC2) | ls_or_ps);
}

/// False: there is no foreign line end.
[[gnu::target("avx2")]] inline bool may_have_foreign_line_ends(std::string_view utf8) {
    constexpr std::size_t kBytes = 2 * sizeof(bytes_32);
    std::size_t at = 0;
    for (; utf8.size() - at > kBytes; at += kBytes) {
        const char* const from = utf8.data() + at;
        if ((foreign_line_ends_in_32(from) | foreign_line_ends_in_32(from + sizeof(bytes_32))) !=
            0) {
            return true;
        }
    }
    const auto rest = utf8.substr(at - std::min<std::size_t>(at, 2));  // the first byte of LS or PS
    return !foreign_line_ends(rest).next(0).empty();
}
#endif

}  // namespace detail

/// Whether to_lf would change the text.
inline bool has_foreign_line_ends(std::string_view utf8) {
#ifdef GALLEY_HAS_AVX2
    if (detail::has_avx2() && !detail::may_have_foreign_line_ends(utf8)) {
        return false;
    }
#endif
    return !foreign_line_ends(utf8).next(0).empty();
}

/// Turns every foreign line end into one LF, in place. @cost linear; about memchr when there is
/// none.
inline void to_lf(std::string& utf8) {
    foreign_line_ends ends(utf8);
    auto end = ends.next(0);
    std::size_t write = end.begin;
    while (!end.empty()) {
        utf8[write++] = '\n';
        const auto next = ends.next(end.end);
        std::memmove(utf8.data() + write, utf8.data() + end.end, next.begin - end.end);
        write += next.begin - end.end;
        end = next;
    }
    utf8.resize(write);
}

}  // namespace GALLEY_SDK_HIDDEN
