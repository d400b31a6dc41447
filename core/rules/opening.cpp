// SPDX-License-Identifier: Apache-2.0
// What matches begin with, behind blanks.
#include "core/rules/opening.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "core/rules/utf8.hpp"

namespace galley::core::rules {

namespace {

// Where blanks stand; is_blank() says which of them.
constexpr std::array<CharRange, 5> kNearBlanks = {
    {{'\t', ' '}, {0xA0, 0xA0}, {0x200B, 0x200B}, {0x3000, 0x3000}, {0xFEFF, 0xFEFF}}};

bool has_blank(const CharSet& set) {
    return std::ranges::any_of(set.ranges(), [](const CharRange& range) {
        return std::ranges::any_of(kNearBlanks, [&](const CharRange& blanks) {
            return range.first <= blanks.last && blanks.first <= range.last;
        });
    });
}

struct Share {
    CharRange chars;
    double each;
};

// Guessed from what newspapers print: capitals and digits open many lines, any one ideograph few.
constexpr std::array<Share, 5> kShares = {{
    {{'0', '9'}, 0.01},
    {{'A', 'Z'}, 0.02},
    {{'a', 'z'}, 0.005},
    {{0x4E00, 0x9FFF}, 0.0005},
    {{0xAC00, 0xD7A3}, 0.001},
}};
constexpr double kOtherShare = 0.002;
constexpr double kMostOthers = 0.2;

double overlap(const CharRange& one, const CharRange& other) {
    const auto first = std::max(one.first, other.first);
    const auto last = std::min(one.last, other.last);
    return first <= last ? static_cast<double>(last - first) + 1 : 0;
}

}  // namespace

Opening Opening::of(CharSet set) {
    const bool blank = has_blank(set);
    return {std::move(set), blank};
}

Opening Opening::any() {
    return {{{0, kLastChar}}, true};
}

void Opening::append(const Opening& next) {
    if (blank) {
        chars.add(next.chars);
        blank = next.blank;
    }
}

void Opening::add_branch(const Opening& other) {
    chars.add(other.chars);
    blank = blank || other.blank;
}

std::optional<char32_t> opening_char(std::string_view line) {
    for (ByteOffset at = 0; at < line.size();) {
        if (const auto c = decode_at(line, at); !is_blank(c)) {
            return c;
        }
    }
    return std::nullopt;
}

double share_of_lines(const std::vector<CharRange>& chars) {
    double share = 0;
    double others = 0;
    for (const auto& range : chars) {
        auto left = overlap(range, range);
        for (const auto& known : kShares) {
            const auto count = overlap(range, known.chars);
            share += count * known.each;
            left -= count;
        }
        others += left * kOtherShare;
    }
    return std::min(share + std::min(others, kMostOthers), 1.0);
}

void OpeningChars::add(const std::vector<CharRange>& chars) {
    for (const auto& range : chars) {
        beyond_ = beyond_ || range.last >= kTableEnd;
        for (auto c = range.first; c <= range.last && c < kTableEnd; ++c) {
            table_.set(c);
        }
    }
}

}  // namespace galley::core::rules
