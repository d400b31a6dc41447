// SPDX-License-Identifier: Apache-2.0
// Where two texts differ, shown for people: by lines, and inside of lines by characters, so that it
// is right for text without blanks between words.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace galley::core::workbench {

enum class Change : std::uint8_t { kSame, kGone, kNew };

/// A run of units of the one text (kGone), the other (kNew) or both.
struct Run {
    Change change = Change::kSame;
    std::size_t count = 0;

    friend bool operator==(const Run&, const Run&) = default;
};

/// A shortest edit script from a to b; where over a thousand edits are needed, all of a goes.
/// @cost  (a + b) times the number of edits.
std::vector<Run> edit_script(
    const std::vector<std::string_view>& a, const std::vector<std::string_view>& b);

/// What a reader takes for one character: a code point with the marks, variation selectors and
/// joined emoji behind it. Views into the text.
std::vector<std::string_view> characters_of(std::string_view text);

/// Columns on a terminal: 2 for a hanzi, 0 for a mark.
std::size_t width_columns(std::string_view text);

/// One line: `[-gone-]{+new+}`, or in colours; control characters are shown, not sent. Long runs of
/// the same are cut to their ends.
std::string show_characters(std::string_view expected, std::string_view got, bool colour);

/// Whole texts, a line each: "  - " only expected, "  + " only got, "  ~ " changed inside, four
/// blanks for a line of context around them.
std::string show_difference(std::string_view expected, std::string_view got, bool colour);

/// 1-based; of `expected`.
std::size_t first_different_line(std::string_view expected, std::string_view got);

}  // namespace galley::core::workbench
