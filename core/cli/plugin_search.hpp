// SPDX-License-Identifier: Apache-2.0
// Which plugins a config may choose from, and which of them may be loaded.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "core/config/chain.hpp"
#include "core/config/config.hpp"
#include "core/loading/catalog.hpp"
#include "core/result.hpp"

namespace galley::core::cli {

/// @param configured  folders of a config, before all others.
/// @param trusted     folders and files that are used whoever may change them.
/// @errors            kConfig: a folder that is not absolute.
Result<loading::Catalog> find_plugins(
    const std::vector<std::filesystem::path>& configured,
    const std::vector<std::filesystem::path>& trusted);

/// The catalog in the words of core/config; borrows it.
config::PluginCatalog as_config_sees(const loading::Catalog& catalog);

/// Binds the plugins of a chain to what the config's allow-list names: whatever becomes of their
/// files, nothing else is loaded. Without a list it does nothing.
/// @returns  what is wrong with the list, and plugins that are not in it.
config::Diagnostics bind_to_allow_list(
    const config::Config& config, const config::Chain& chain, loading::Catalog& catalog);

/// Plugins of a chain of which a file was refused and another one is used, a sentence each.
std::vector<std::string> stand_ins(const config::Chain& chain, const loading::Catalog& catalog);

}  // namespace galley::core::cli
