// SPDX-License-Identifier: Apache-2.0
// Cuts a notice into clauses and brackets, and trims what is no part of a value.
#pragma once
#include <string_view>
#include <vector>

#include <galley/text.hpp>

#include "words.hpp"

namespace galley::strip_notices {

/// Opening and closing brackets of half and full width; title marks are none.
bool is_open_bracket(char32_t c);
bool is_close_bracket(char32_t c);

/// Comma, semicolon, colon and full stop of half and full width.
bool is_comma(char32_t c);
bool is_colon(char32_t c);

/// The clauses of a range, cut at commas, semicolons and full stops outside brackets. A dot or
/// comma between digits or letters cuts nothing. Trimmed; empty ones are left out.
std::vector<span> cut_clauses(std::string_view text, span within);

/// What stands inside the brackets of a range, without the brackets.
std::vector<span> bracket_contents(std::string_view text, span within);

/// Without blanks, commas and colons at both ends.
span tidy(std::string_view text, span at);

/// Without words of the list at the front, or at the end, and blanks between them.
span drop_front(std::string_view text, span at, const WordList& words);
span drop_back(std::string_view text, span at, const WordList& words);

/// Cuts the range at the joiners outside brackets and title marks; every part is tidy.
std::vector<span> cut_at(std::string_view text, span within, const WordList& joiners);

/// Without a bracket that stands at the end.
span without_last_bracket(std::string_view text, span at);

/// Without a date at the front ("2021年3月4日").
span without_date(std::string_view text, span at);

/// Without a date at the end.
span without_last_date(std::string_view text, span at);

}  // namespace galley::strip_notices
