// SPDX-License-Identifier: Apache-2.0
// What matches begin with, behind blanks.
#include "core/rules/opening.hpp"

#include <algorithm>
#include <array>
#include <map>
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
    Opening made = nothing();
    made.blank = has_blank(set);
    for (const auto& range : set.ranges()) {
        if (range.first < range.last || !is_blank(range.first)) {
            made.chars.add(range.first, range.last);
        }
    }
    made.ends = !made.chars.ranges().empty();
    made.head = std::move(set);
    return made;
}

Opening Opening::any() {
    const CharSet all = {{0, kLastChar}};
    return {all, true, all, true, all, true};
}

Opening Opening::nothing() {
    Opening made;
    made.blank = false;
    made.empty = false;
    return made;
}

void Opening::append(const Opening& following) {
    if (ends) {
        next.add(following.head);
    }
    ends = ends && following.empty;
    if (blank) {
        chars.add(following.chars);
        next.add(following.next);
        ends = ends || following.ends;
        blank = following.blank;
    }
    if (empty) {
        head.add(following.head);
        empty = following.empty;
    }
}

void Opening::add_branch(const Opening& other) {
    chars.add(other.chars);
    blank = blank || other.blank;
    next.add(other.next);
    ends = ends || other.ends;
    head.add(other.head);
    empty = empty || other.empty;
}

void Opening::repeat() {
    if (ends) {
        next.add(head);
    }
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

namespace {

constexpr std::uint16_t kNone = 0;
constexpr std::uint16_t kAll = 1;

// Bytes of spaces, or of ideographic ones: what nearly all lines are indented by.
ByteOffset usual_indent_of(std::string_view line) {
    const auto is_ideographic_space = [&](ByteOffset at) {
        return at + 2 < line.size() && line[at] == '\xE3' && line[at + 1] == '\x80' &&
               line[at + 2] == '\x80';
    };
    ByteOffset at = 0;
    while (at < line.size() && line[at] == ' ') {
        ++at;
    }
    while (is_ideographic_space(at)) {
        at += 3;
    }
    return at;
}

}  // namespace

Openings::Openings() : table_(kBeyond + 1) {
    nexts_ = {NextBits(), ~NextBits()};
}

Openings::NextBits Openings::last_bits_of(const std::vector<CharRange>& chars) {
    NextBits bits;
    for (const auto& range : chars) {
        for (char32_t i = 0; i <= std::min(range.last - range.first, kNextBits - 1); ++i) {
            bits.set((range.first + i) % kNextBits);
        }
    }
    return bits;
}

void Openings::add(const std::vector<CharRange>& chars, const std::vector<CharRange>& next) {
    const auto bits = last_bits_of(next);
    std::map<std::uint16_t, std::uint16_t> joined;  // by the place before
    for (const auto& range : chars) {
        for (auto c = std::min(range.first, kBeyond); c <= std::min(range.last, kBeyond); ++c) {
            const auto before = table_[c];
            const auto [place, is_new] = joined.try_emplace(before, kAll);
            if (is_new && nexts_.size() <= UINT16_MAX) {
                place->second = static_cast<std::uint16_t>(nexts_.size());
                nexts_.push_back(nexts_[before] | bits);
            }
            table_[c] = place->second;
            firsts_.set(c % kFirstBits);
        }
    }
}

bool Openings::contains(std::string_view line) const {
    ByteOffset at = usual_indent_of(line);
    char32_t first = ' ';
    while (is_blank(first)) {
        if (at >= line.size()) {
            return false;
        }
        first = decode_at(line, at);
    }
    if (first == kInvalidChar) {
        return true;
    }
    first = std::min(first, kBeyond);
    if (!firsts_[first % kFirstBits]) {
        return false;
    }
    const auto place = table_[first];
    if (place == kNone || at >= line.size()) {
        return place != kNone;
    }
    const auto next = decode_at(line, at);
    return next == kInvalidChar || nexts_[place][next % kNextBits];
}

}  // namespace galley::core::rules
