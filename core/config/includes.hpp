// SPDX-License-Identifier: Apache-2.0
// Loads a config file with the files it includes as one tree.
#pragma once

#include <filesystem>

#include "core/result.hpp"
#include "diagnostic.hpp"
#include "node.hpp"

namespace galley::core::config {

/// `include "FILE"` stands at the top level or among the stages, and is replaced by what FILE
/// holds. FILE is relative to the including file and stays inside the folder of `file`; *.json is
/// JSON, all else INFO.
/// @errors  those of read_source, parse_info, parse_json; an include that leaves the folder or
/// includes itself.
[[nodiscard]] Result<Node, Diagnostics> load_tree(const std::filesystem::path& file);

}  // namespace galley::core::config
