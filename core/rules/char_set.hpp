// SPDX-License-Identifier: Apache-2.0
// A set of characters, as a regular expression's class [...] names it.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <vector>

namespace galley::core::rules {

inline constexpr char32_t kLastChar = 0x10FFFF;

struct CharRange {
    char32_t first;
    char32_t last;

    bool operator==(const CharRange&) const = default;
};

class CharSet {
  public:
    CharSet() = default;

    CharSet(std::initializer_list<CharRange> ranges) : ranges_(ranges) {}

    void add(char32_t first, char32_t last) { ranges_.push_back({first, last}); }

    void add(const CharSet& other) {
        ranges_.insert(ranges_.end(), other.ranges_.begin(), other.ranges_.end());
    }

    /// As they were added.
    [[nodiscard]] const std::vector<CharRange>& ranges() const { return ranges_; }

    /// Ascending, disjoint, not touching.
    [[nodiscard]] std::vector<CharRange> sorted() const;

    /// All characters that are not in the set.
    [[nodiscard]] CharSet complement() const;

  private:
    std::vector<CharRange> ranges_;
};

}  // namespace galley::core::rules
