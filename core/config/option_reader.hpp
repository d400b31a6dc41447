// SPDX-License-Identifier: Apache-2.0
// Reads keys and their values from a config's tree, before anyone knows their types.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "config.hpp"
#include "node.hpp"

namespace galley::core::config {

/// The keys as options, in order. A key given twice counts once, and is a problem unless it is
/// one of `repeatable`; one with a wrong value is marked as refused.
/// @param path  the key path in front of each key.
std::vector<Option> read_options(
    const std::vector<const Node*>& nodes,
    const std::string& path,
    Diagnostics& problems,
    std::span<const std::string_view> repeatable = {});

/// The keys of a `{ ... }` block, for read_options.
std::vector<const Node*> children_of(const Node& node);

/// Does a name hold a character that cannot be seen?
bool has_invisible(std::string_view text);

/// "given twice, first at newsroom.info:12"
Diagnostic given_twice(const Position& at, const Node& first);

}  // namespace galley::core::config
