// SPDX-License-Identifier: Apache-2.0
// NFC of one letter with its marks, by ICU, with a bound on the marks.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

namespace galley::normalize_text {

/// More marks on one letter than any script needs (Hebrew with cantillation: 6) are dropped.
constexpr std::size_t kMaxMarks = 8;

/// A combining mark, or a character made of marks only.
bool is_mark(char32_t c);

/// A starter that may compose with the starter before it: hangul jamo, Indic vowel signs.
bool may_compose_back(char32_t c);

/// Whether the character alone is changed by NFC (compatibility hanzi, Kelvin sign).
bool is_changed_alone(char32_t c);

/// The NFC of a letter with its marks, as UTF-8; marks beyond kMaxMarks are left out. Never more
/// than 64 bytes for a letter of at most four starters. Empty when ICU fails.
std::string composed(const std::vector<char32_t>& letter);

/// UTF-8 of one character.
void append_utf8(std::string& out, char32_t c);

}  // namespace galley::normalize_text
