// SPDX-License-Identifier: Apache-2.0
// What matches begin with, behind blanks: most rules are for lines that begin like no story does.
//
// Two characters tell: "责" begins lines of many stories, "责编" begins few.
#pragma once

#include <bitset>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/rules/char_set.hpp"

namespace galley::core::rules {

/// The characters, not blank, one of which comes first in what was read of a pattern, and those
/// that may stand behind that one.
struct Opening {
    CharSet chars;
    bool blank = true;  // it may also be empty, or blanks alone; then what follows it counts too
    CharSet next = {};  // blank or not
    bool ends = false;  // what was read may end with the first of `chars`
    CharSet head = {};  // what it may begin with, blank or not
    bool empty = true;  // it may be empty

    /// Of one character out of a set.
    [[nodiscard]] static Opening of(CharSet set);

    /// Of any character, or none.
    [[nodiscard]] static Opening any();

    /// Of no branch yet.
    [[nodiscard]] static Opening nothing();

    void append(const Opening& following);
    void add_branch(const Opening& other);
    void repeat();
};

/// How many lines begin with a character of the set, roughly, as a share of all; 1 where all may.
[[nodiscard]] double share_of_lines(const std::vector<CharRange>& chars);

/// How lines begin, behind blanks, that some rule may match.
class Openings {
  public:
    Openings();

    /// A rule's: both ascending and disjoint.
    void add(const std::vector<CharRange>& chars, const std::vector<CharRange>& next);

    /// False for blank lines, true for what is no UTF-8. Of the second character the last eight
    /// bits are looked at. @thread any.
    [[nodiscard]] bool contains(std::string_view line) const;

  private:
    static constexpr char32_t kBeyond = 0x10000;  // stands for all behind it
    static constexpr char32_t kNextBits = 256;
    static constexpr char32_t kFirstBits = 4096;
    using NextBits = std::bitset<kNextBits>;

    [[nodiscard]] static NextBits last_bits_of(const std::vector<CharRange>& chars);

    // By the last bits of the first character: whether any rule begins so. Small enough to stay in
    // the first cache, which the table does not: most lines are not looked up there.
    std::bitset<kFirstBits> firsts_;
    std::vector<std::uint16_t> table_;  // by first character: the place in nexts_
    std::vector<NextBits> nexts_;
};

}  // namespace galley::core::rules
