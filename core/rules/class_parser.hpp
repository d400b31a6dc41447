// SPDX-License-Identifier: Apache-2.0
// Reads the parts of an RE2 pattern that stand for one character: classes and escapes.
#pragma once

#include <optional>
#include <string_view>

#include "core/rules/char_set.hpp"
#include "core/rules/rule.hpp"

namespace galley::core::rules {

/// What one character of the text may be. The set may be larger than what RE2 accepts, never
/// smaller.
struct OneChar {
    CharSet set;
    std::optional<char32_t> literal;  // set is exactly this one and was written as such
};

/// Reads [...] at `at`; moves behind it. Nothing: not understood.
[[nodiscard]] std::optional<OneChar> read_class(
    std::string_view pattern, ByteOffset& at, bool fold_case);

/// Reads \d, \pL, \x{4e00}, \. and the like at `at`; moves behind it. Nothing: not understood,
/// or no character at all (\b, \A, \Q, \C, octal numbers).
[[nodiscard]] std::optional<OneChar> read_escape(
    std::string_view pattern, ByteOffset& at, bool fold_case);

/// A character and, when case is folded, its other forms (all characters when these are not known).
[[nodiscard]] OneChar one_char(char32_t c, bool fold_case);

}  // namespace galley::core::rules
