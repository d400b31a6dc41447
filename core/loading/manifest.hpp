// SPDX-License-Identifier: Apache-2.0
// Reads the manifest text that galley_add_plugin() puts into a plugin file. The format:
// docs/plugin-guide.md.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/loading/plugin_info.hpp"
#include "core/result.hpp"

namespace galley::core::loading {

inline constexpr std::string_view kManifestSection = ".galley.manifest";

struct Manifest {
    std::uint32_t abi_major = 0;
    std::uint32_t abi_minor = 0;      ///< the least a host must have
    std::vector<PluginInfo> plugins;  ///< one or more; `file` is not filled in
};

/// @errors  kInvalidInput: the first line that cannot be understood, by number; a cut manifest; an
/// enumerator or
///          a format that this host does not know. For a manifest of another major the version is
///          read and `plugins` has ids only.
[[nodiscard]] Result<Manifest> parse_manifest(std::string_view text);

}  // namespace galley::core::loading
