// SPDX-License-Identifier: Apache-2.0
// The fixed words of rule files, and the nearest of them to a misspelt one.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace galley::core::rules {

/// All categories a rule may name.
[[nodiscard]] std::span<const std::string_view> categories();

[[nodiscard]] bool is_category(std::string_view word);

/// " (did you mean X?)" for the word nearest to a misspelt one, or "" when none is near.
[[nodiscard]] std::string did_you_mean(
    std::string_view word, std::span<const std::string_view> words);

}  // namespace galley::core::rules
