// SPDX-License-Identifier: Apache-2.0
// The config reference, made from the same tables that configs are checked against.
#pragma once

#include <span>
#include <string>

#include "core/loading/plugin_info.hpp"

namespace galley::core::config {

/// One plugin: summary, a table of its parameters, what it reads and writes. Markdown.
std::string to_reference_markdown(const PluginInfo& plugin);

/// The whole page: built-in keys, conditions, then the plugins in flow order. Markdown.
std::string to_reference_markdown(std::span<const PluginInfo* const> plugins);

}  // namespace galley::core::config
