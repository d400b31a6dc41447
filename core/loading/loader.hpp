// SPDX-License-Identifier: Apache-2.0
// Loads plugin files that a chain names. What is loaded stays until the program ends.
#pragma once

#include <filesystem>

#include <galley/plugin.h>

#include "core/loading/plugin_info.hpp"
#include "core/result.hpp"

namespace galley::core::loading {

struct LoadedPlugin {
    const galley_plugin* table = nullptr;  ///< sound; lives as long as the program
    PluginInfo info;
    std::filesystem::path data_folder;  ///< the folder beside the file that has its name
};

/// Loads the file of a catalog's entry (RTLD_NOW, RTLD_LOCAL) and finds its plugin. Loading it
/// again gives the same table; one with a sha256 is loaded from a sealed copy, each time another.
/// @errors  kConfig: "FILE: what; what to do": missing symbols, no galley_module_v1, another ABI,
/// an unsound
///          descriptor, or one that does not agree with the manifest.
/// @thread  one at a time, before the run: static initialisers of the file run.
[[nodiscard]] Result<LoadedPlugin> load_plugin(const PluginInfo& info);

}  // namespace galley::core::loading
