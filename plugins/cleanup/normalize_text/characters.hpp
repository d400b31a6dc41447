// SPDX-License-Identifier: Apache-2.0
// What normalisation thinks of a character: what to drop, what to fold, what is plain.
#pragma once
#include <cstddef>
#include <string_view>

namespace galley::normalize_text {

enum class Kind {
    kKept,
    kBlank,      ///< goes at the edges of a line
    kLineBreak,  ///< stands for LF: VT, FF, CR, NEL, LS, PS
    kControl,    ///< C0, DEL, C1, noncharacters, annotation marks, U+FFFC
    kZeroWidth,  ///< invisible, and without use where it stands
    kJoiner,     ///< ZWJ, ZWNJ: kept where scripts or emoji need them
    kWordBreak,  ///< U+200B: kept where a script writes no blanks between words
    kBidiMark,   ///< LRM, RLM, ALM: kept in texts that are written right to left
    kBidi,       ///< embeddings, overrides, isolates
    kTag,        ///< U+E0000..E007F
    kSoftHyphen
};

Kind kind_of(char32_t);

/// The half-width form of a full-width ASCII character, or the character itself.
/// @param all  punctuation too; else digits and letters.
char32_t folded(char32_t, bool all);

/// Bytes of an ANSI control sequence (ESC [ … letter) at the text's begin; 0: none.
std::size_t escape_sequence_size(std::string_view text);

/// Whether the script of c joins letters with ZWJ and ZWNJ (Arabic, Indic …).
bool uses_joiners(char32_t c);

/// Whether the script of c writes words without blanks and marks their ends with U+200B.
bool uses_word_breaks(char32_t c);

/// Pictographs, and what may follow one inside a joined emoji.
bool is_emoji(char32_t c);
bool is_emoji_modifier(char32_t c);

/// Whether the text has letters that are written right to left.
bool has_right_to_left(std::string_view text);

/// The first character at or after `at` that may need a change, or npos. What it passes over -
/// ASCII, hanzi, kana, hangul, Latin, Cyrillic, Greek, CJK punctuation, most emoji - needs none
/// wherever it stands inside a line. Blanks count as passed over.
/// @param fold  full-width ASCII needs a change.
/// @cost  1-4 GB/s.
std::size_t find_suspect(std::string_view text, std::size_t at, bool fold);

}  // namespace galley::normalize_text
