// SPDX-License-Identifier: Apache-2.0
// Which values of a JSON object are wanted, as a tree of keys, so that one pass finds them all.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace galley::jsonl {

/// A key and what is wanted below it.
struct WantedKey {
    std::string key;
    std::vector<std::size_t> targets;  ///< who wants this value; empty: only what lies below
    std::vector<WantedKey> below;

    /// The child with this key, or nullptr.
    const WantedKey* find(std::string_view name) const;
};

/// Adds a path for a target: "text", "meta.title", or "/meta/dc.title" with ~1 for / and ~0 for ~.
/// @returns  whether the path is one: no empty key.
bool add_path(WantedKey& root, std::string_view path, std::size_t target);

/// "headline=meta.title" in its halves.
struct Mapping {
    std::string field, path;
};

/// @returns  empty halves when there is no = or nothing on one side.
Mapping mapping_of(std::string_view text);

}  // namespace galley::jsonl
