// SPDX-License-Identifier: Apache-2.0
// Decodes UTF-8 and knows which characters are blank or two columns wide.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/rules/rule.hpp"

namespace galley::core::rules {

/// Returned by decode_at for bytes that are no UTF-8; never a character of valid text.
inline constexpr char32_t kInvalidChar = 0xFFFFFFFF;

/// decode_at where no ASCII stands.
[[nodiscard]] char32_t decode_long_at(std::string_view text, ByteOffset& at);

/// The character at `at` (< text.size()); moves `at` behind it, by one byte when it is invalid.
[[nodiscard]] inline char32_t decode_at(std::string_view text, ByteOffset& at) {
    const auto lead = static_cast<unsigned char>(text[at]);
    if (lead < 0x80) {
        ++at;
        return lead;
    }
    return decode_long_at(text, at);
}

/// The first byte that is no UTF-8, or npos.
[[nodiscard]] ByteOffset find_invalid_utf8(std::string_view text);

void append_utf8(std::string& out, char32_t c);

/// Blank, tab, no-break space, ideographic space and the invisible marks that pages use as blanks.
[[nodiscard]] bool is_blank(char32_t c);

/// True for "" and for lines of blanks only.
[[nodiscard]] bool is_blank_line(std::string_view line);

/// Characters without blanks at both ends.
[[nodiscard]] std::size_t count_chars(std::string_view line);

/// Columns on a terminal: two for a Chinese, Japanese, Korean or full-width character.
[[nodiscard]] std::size_t count_columns(std::string_view line);

}  // namespace galley::core::rules
