// SPDX-License-Identifier: Apache-2.0
// Opens large counts of a pattern: {2,60} becomes {2,}. RE2 writes counts out, so many of them make
// large automata, slow to compile and colder.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace galley::core::rules {

/// Counts that are as large become "at least", and no least one is larger.
inline constexpr std::uint32_t kLargeCount = 32;

/// A pattern that matches all lines that this one matches, and more.
/// @param pattern  RE2 syntax.
/// @returns        nothing where no count is large, or the pattern is not understood.
/// @cost           linear.   @thread any.
[[nodiscard]] std::optional<std::string> open_counts(std::string_view pattern);

}  // namespace galley::core::rules
