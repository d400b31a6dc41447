// SPDX-License-Identifier: Apache-2.0
// Opens large counts of a pattern.
#include "core/rules/open_counts.hpp"

#include <algorithm>

#include "core/rules/class_parser.hpp"
#include "core/rules/quantifier.hpp"

namespace galley::core::rules {

namespace {

// Moves behind what begins with a backslash; false for \Q, whose text has a syntax of its own.
bool step_over_escape(std::string_view pattern, ByteOffset& at) {
    const char letter = at + 1 < pattern.size() ? pattern[at + 1] : 'Q';
    at += 2;
    if ((letter == 'x' || letter == 'p' || letter == 'P') && pattern.substr(at).starts_with('{')) {
        at = std::min(pattern.find('}', at), pattern.size() - 1) + 1;
    }
    return letter != 'Q';
}

std::string at_least(std::uint32_t count) {
    return "{" + std::to_string(std::min(count, kLargeCount)) + ",}";
}

}  // namespace

std::optional<std::string> open_counts(std::string_view pattern) {
    std::string out;
    bool changed = false;
    for (ByteOffset at = 0; at < pattern.size();) {
        const auto begin = at;
        const char c = pattern[at];
        if (c == '\\') {
            if (!step_over_escape(pattern, at)) {
                return std::nullopt;
            }
        } else if (c == '[') {
            if (!read_class(pattern, at, false)) {
                return std::nullopt;
            }
        } else if (const auto count = c == '{' ? read_quantifier(pattern, at) : std::nullopt;
                   count && count->largest_count >= kLargeCount) {
            out += at_least(count->least);
            changed = true;
            continue;
        } else if (at == begin) {
            ++at;
        }
        out += pattern.substr(begin, at - begin);
    }
    return changed ? std::optional(std::move(out)) : std::nullopt;
}

}  // namespace galley::core::rules
