// SPDX-License-Identifier: Apache-2.0
// What matches begin with, behind blanks: most rules are for lines that begin like no story does.
#pragma once

#include <bitset>
#include <optional>
#include <string_view>
#include <vector>

#include "core/rules/char_set.hpp"

namespace galley::core::rules {

/// The characters, not blank, one of which comes first in what was read of a pattern.
struct Opening {
    CharSet chars;
    bool blank = true;  // it may also be empty, or blanks alone; then what follows it counts too

    /// Of one character out of a set.
    [[nodiscard]] static Opening of(CharSet set);

    /// Of any character, or none.
    [[nodiscard]] static Opening any();

    void append(const Opening& next);
    void add_branch(const Opening& other);
};

/// The first character that is not blank; nothing in a blank line, kInvalidChar for no UTF-8.
[[nodiscard]] std::optional<char32_t> opening_char(std::string_view line);

/// How many lines begin with a character of the set, roughly, as a share of all; 1 where all may.
[[nodiscard]] double share_of_lines(const std::vector<CharRange>& chars);

/// The characters that lines begin with which some rule may match.
class OpeningChars {
  public:
    void add(const std::vector<CharRange>& chars);

    /// True for kInvalidChar too. @thread any.
    [[nodiscard]] bool contains(char32_t c) const {
        return c >= kTableEnd ? beyond_ : table_[c];
    }

  private:
    static constexpr char32_t kTableEnd = 0x10000;

    std::bitset<kTableEnd> table_;
    bool beyond_ = false;
};

}  // namespace galley::core::rules
