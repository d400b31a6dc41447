// SPDX-License-Identifier: Apache-2.0
// A loaded file's descriptor: whether it can be trusted with calls, and whether its manifest told
// the truth.
#pragma once

#include <string>
#include <string_view>

#include <galley/plugin.h>

#include "core/loading/plugin_info.hpp"
#include "core/result.hpp"

namespace galley::core::loading {

/// @returns "" or what is wrong with the module table: sizes, major and minor, NULLs.
[[nodiscard]] std::string module_problem(const galley_module* module);

/// The plugin with this id in a sound module, or null.
[[nodiscard]] const galley_plugin* find_plugin(const galley_module& module, std::string_view id);

/// @returns "" or what is wrong with a plugin table: its size, strings, parameter rows, functions
/// its kind needs.
[[nodiscard]] std::string plugin_problem(const galley_plugin& plugin);

/// What a sound plugin table says of itself; `file` is not filled in.
[[nodiscard]] PluginInfo info_of(const galley_plugin& plugin);

/// The first thing that two descriptions say differently, such as "version", or "".
[[nodiscard]] std::string difference(const PluginInfo& one, const PluginInfo& other);

}  // namespace galley::core::loading
