// SPDX-License-Identifier: Apache-2.0
// What a single line shows of itself: how it begins, how it ends, whether it may be joined at all.
#pragma once
#include <string_view>

namespace galley::join_wrapped_lines {

bool is_comma(char32_t c);
bool is_opener(char32_t c);
bool is_small_letter(char32_t c);

/// A colon, a closing quote or bracket: what follows is not the same sentence.
bool is_closed_by_mark(std::string_view line);

/// A mark that cannot open a sentence.
bool begins_with_stop(std::string_view line);

/// A full stop or a semicolon of Chinese, anywhere in the line.
bool has_inner_end(std::string_view line);

/// Running text has stops inside; a headline or a caption seldom has.
bool has_inner_stop(std::string_view line);

/// "the", "of", "and" …: no sentence and no headline ends with them.
bool ends_with_small_word(std::string_view line);

/// A short number behind a character; not a telephone number or the like.
bool ends_with_torn_number(std::string_view line);

/// Lines that stand alone whatever is around them: credits, captions, table rows …
bool stands_alone(std::string_view line);

/// An item, a mark or a dateline opens a paragraph of its own.
bool begins_paragraph(std::string_view line);

/// More than a word of a menu or an address on the web.
bool begins_with_word(std::string_view line);

/// "Home (4-4-2): …", "Q: …": one of a list of lines that each say what they are about.
bool begins_with_label(std::string_view line);

/// "Home (4-4-2): 1-…": a row of a line-up.
bool begins_with_formation(std::string_view line);

/// "See HARBOUR, page 7A", "Continued from A1": where a story goes on.
bool is_jump_line(std::string_view line);

/// "THE HARBOUR CALLER, FRIDAY, APRIL 18, 2031   PAGE 4": what a printed page is headed with.
bool is_folio(std::string_view line);

/// "winter.", "a.m.": the one word that a wrapped paragraph ends with; no address.
bool is_last_word(std::string_view line);

/// Capitals only, as English subheads are set.
bool is_all_capitals(std::string_view line);

/// The last bytes of a line, at a character's beginning.
std::string_view tail_of(std::string_view line);

}  // namespace galley::join_wrapped_lines
