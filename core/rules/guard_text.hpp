// SPDX-License-Identifier: Apache-2.0
// Reads the value of a `guard` key.
#pragma once

#include <string>
#include <string_view>

#include "core/rules/definitions.hpp"
#include "core/rules/rule.hpp"

namespace galley::core::rules {

/// @param text   "before 3 PATTERN", "!line PATTERN", "max_chars 60" ...
/// @param guard  filled in when nothing is wrong.
/// @returns      "" or what is wrong.
[[nodiscard]] std::string parse_guard(
    std::string_view text, const Definitions& definitions, Guard& guard);

}  // namespace galley::core::rules
