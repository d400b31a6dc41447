// SPDX-License-Identifier: Apache-2.0
// A set of characters, as a regular expression's class [...] names it.
#include "core/rules/char_set.hpp"

#include <algorithm>

namespace galley::core::rules {

std::vector<CharRange> CharSet::sorted() const {
    auto ranges = ranges_;
    std::ranges::sort(ranges, {}, &CharRange::first);
    std::vector<CharRange> out;
    for (const auto& range : ranges) {
        if (!out.empty() && range.first <= out.back().last + 1) {
            out.back().last = std::max(out.back().last, range.last);
        } else {
            out.push_back(range);
        }
    }
    return out;
}

CharSet CharSet::complement() const {
    CharSet out;
    char32_t next = 0;
    for (const auto& range : sorted()) {
        if (range.first > next) {
            out.add(next, range.first - 1);
        }
        next = range.last + 1;
    }
    if (next <= kLastChar) {
        out.add(next, kLastChar);
    }
    return out;
}

}  // namespace galley::core::rules
