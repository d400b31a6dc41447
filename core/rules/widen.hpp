// SPDX-License-Identifier: Apache-2.0
// Derives from an RE2 pattern (UTF-8) a pattern for bytes that hits all the same text, and a little
// more.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace galley::core::rules {

/// The superset that Hyperscan compiles in byte mode, without flags; authors never see it.
/// @param pattern  valid RE2 syntax.
/// @returns        nothing when the pattern holds something without a safe byte form: the rule then
///                 runs on RE2 alone.
/// @cost           linear.   @thread any.
[[nodiscard]] std::optional<std::string> widen(std::string_view pattern);

}  // namespace galley::core::rules
