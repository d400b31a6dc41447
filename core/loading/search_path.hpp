// SPDX-License-Identifier: Apache-2.0
// The folders in which plugins are looked for.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"

namespace galley::core::loading {

struct SearchRequest {
    std::vector<std::filesystem::path> configured;  ///< absolute; from the config or --plugins
    std::string_view environment;      ///< the value of GALLEY_PLUGIN_PATH; empty: not set
    std::filesystem::path executable;  ///< of this program; empty: no installed folder
};

/// In the order of precedence: configured, GALLEY_PLUGIN_PATH, the installed folder
/// (bin/../lib/galley/plugins, the same in a build tree). Each folder once.
/// @errors  kConfig for a folder that is not absolute: a plugin is never found by where a program
/// was started.
[[nodiscard]] Result<std::vector<std::filesystem::path>> search_path(const SearchRequest& request);

/// The path of the running program, or "".
[[nodiscard]] std::filesystem::path this_executable();

/// Where the plugins that came with a program lie: ../lib/galley/plugins; "" for "".
std::filesystem::path installed_folder(const std::filesystem::path& executable);

}  // namespace galley::core::loading
