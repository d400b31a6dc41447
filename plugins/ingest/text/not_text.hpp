// SPDX-License-Identifier: Apache-2.0
// Tells what is not text: known file formats, and bytes that no newsroom ever typed.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace galley::text {

/// What the first bytes say the file is: "an ELF program", "a ZIP archive"; empty: no such sign.
std::string_view known_format(std::string_view head);

/// Control characters that text has no use for: C0 without TAB, LF, CR, FF and ESC, DEL, and C1.
std::size_t count_controls(std::string_view utf8);

/// The share of control characters above which bytes are not text; and of these and what could not
/// be decoded: a damaged text is one while four of five characters are sound. kGuessed: where the
/// encoding had to be guessed, since random bytes decode as some single-byte encoding almost
/// without an error.
constexpr std::size_t kMaxBadPercent = 10;
constexpr std::size_t kMaxLostPercent = 20;
constexpr std::size_t kMaxBadPercentGuessed = 2;

/// Whether so many bad characters (controls, U+FFFD put in) are too many. Up to four are taken,
/// unless they are half of the text.
bool is_too_bad(std::size_t bad, std::size_t chars, std::size_t max_percent);

}  // namespace galley::text
