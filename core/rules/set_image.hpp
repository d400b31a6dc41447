// SPDX-License-Identifier: Apache-2.0
// Writes what is worth caching of a compiled set to bytes, and reads it back.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/rules/compiled_set.hpp"

namespace galley::core::rules {

[[nodiscard]] std::string encode(const SetImage& image);

/// @param set  the image must fit its numbers of patterns.
[[nodiscard]] std::optional<SetImage> decode(std::string_view bytes, const CompiledSet& set);

/// Names the image: it depends on all patterns, their order and scopes, the library and the
/// processor.
[[nodiscard]] std::string image_key(const CompiledSet& set);

}  // namespace galley::core::rules
