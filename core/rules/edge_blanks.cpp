// SPDX-License-Identifier: Apache-2.0
// Blanks at the ends of lines, in the widest sense.
#include "core/rules/edge_blanks.hpp"

#include <algorithm>
#include <array>

#include "core/rules/utf8.hpp"

namespace galley::core::rules {

namespace {

constexpr std::array<CharRange, 7> kEdgeBlanks = {
    {{0, ' '},
     {0x7F, 0xA0},
     {0x2000, 0x200F},
     {0x2028, 0x202F},
     {0x205F, 0x206F},
     {0x3000, 0x3000},
     {0xFEFF, 0xFEFF}}};

}  // namespace

bool is_edge_blank(const CharRange& range) {
    return std::ranges::any_of(kEdgeBlanks, [&](const CharRange& blanks) {
        return blanks.first <= range.first && range.last <= blanks.last;
    });
}

bool has_blank_edge(std::string_view line) {
    if (line.empty()) {
        return false;
    }
    ByteOffset first = 0;
    auto last = line.size() - 1;
    while (last > 0 && (static_cast<unsigned char>(line[last]) & 0xC0U) == 0x80U) {
        --last;
    }
    const auto begin = decode_at(line, first);
    const auto end = decode_at(line, last);
    return begin == kInvalidChar || end == kInvalidChar || last != line.size() ||
           is_edge_blank({begin, begin}) || is_edge_blank({end, end});
}

}  // namespace galley::core::rules
