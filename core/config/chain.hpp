// SPDX-License-Identifier: Apache-2.0
// A config checked against the plugins it names: the chain, ready to run, with typed values.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "config.hpp"
#include "core/loading/plugin_info.hpp"
#include "value.hpp"

namespace galley::core::config {

/// What is installed, as far as validate() asks.
struct PluginCatalog {
    std::function<const PluginInfo*(std::string_view id)> find;  ///< null: no such plugin
    std::vector<std::string> ids;       ///< all of them, to guess what was meant
    std::vector<std::string> searched;  ///< folders, for the message
    /// Why a file that should hold this plugin was refused; may be unset, may return "".
    std::function<std::string(std::string_view id)> refusal;
    std::filesystem::path installed;  ///< folder of the plugins that came with galley; "": all did
};

/// A stage with a value for each parameter of its plugin, in the table's order.
struct ResolvedStage {
    Stage stage;
    const PluginInfo* plugin = nullptr;  ///< never null; the catalog's
    std::vector<Value> values;
    bool is_isolated = false;          ///< runs in a process of its own
    bool is_usually_isolated = false;  ///< unless the config says otherwise

    /// Null: the plugin has no such parameter.
    const Value* find(std::string_view name) const;
};

struct Chain {
    std::vector<ResolvedStage> stages;
};

/// Checks plugins, keys, types, ranges and order, and fills in defaults. Relative paths become
/// relative to the config file that names them; those of exporters stay inside the output folder.
/// @errors all problems of config.problems and all found here, sorted by file and line.
[[nodiscard]] Result<Chain, Diagnostics> validate(
    const Config& config, const PluginCatalog& catalog);

/// The values of all secret parameters.
std::vector<std::string> secrets_of(const Chain& chain);

/// `--set` assignments as they may be shown and kept: those of secrets end in ***.
std::vector<std::string> without_secrets(std::vector<std::string> overrides, const Chain& chain);

}  // namespace galley::core::config
