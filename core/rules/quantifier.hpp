// SPDX-License-Identifier: Apache-2.0
// Reads how often a part of a pattern may be repeated.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/rules/rule.hpp"

namespace galley::core::rules {

inline constexpr std::uint32_t kAnyLength = UINT32_MAX;

struct Quantifier {
    std::uint64_t most = 1;           // kAnyLength: no limit
    std::uint32_t largest_count = 0;  // of the numbers in braces; kAnyLength: none that fits
    std::uint32_t least = 0;
};

/// Reads * + ? {2} {2,} {2,3} at `at`, lazy ones too; moves behind it. Nothing: there is none, and
/// anything else in braces is text.
[[nodiscard]] std::optional<Quantifier> read_quantifier(std::string_view pattern, ByteOffset& at);

}  // namespace galley::core::rules
