// SPDX-License-Identifier: Apache-2.0
// From a config file to a chain that is ready to run.
#pragma once
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "core/config/chain.hpp"
#include "core/config/config.hpp"
#include "core/loading/catalog.hpp"
#include "core/pipeline/run.hpp"
#include "core/result.hpp"

namespace galley::core::cli {

/// What a config became. Addresses in it are stable; move only before use.
struct Session {
    config::Config config;
    loading::Catalog catalog;
    config::Chain chain;
    pipeline::PreparedChain prepared;
};

/// Reads and checks a config; loads no plugin.
/// @param inputs  in place of the source's `path`; empty: the config's.
/// @errors        kConfig with every problem, one a line.
Result<std::unique_ptr<Session>> check_config(
    const std::string& file,
    const std::vector<std::string>& set,
    const std::vector<std::string>& inputs = {});

/// Loads the plugins of a checked config and prepares its stages.
/// @errors  kConfig.
Result<bool> load_plugins(Session& session);

/// Limits and secrets of a config, for what its plugins share.
void apply_config(pipeline::Services& services, const Session& session);

/// All plugins that can be found without a config.
/// @errors  kConfig: GALLEY_PLUGIN_PATH names a folder that is not absolute.
Result<loading::Catalog> default_catalog();

}  // namespace galley::core::cli
