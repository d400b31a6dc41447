// SPDX-License-Identifier: Apache-2.0
// Loads a plugin file into a test.
#pragma once
#include <filesystem>
#include <string_view>

#include <galley/values.hpp>

namespace galley GALLEY_SDK_HIDDEN {
namespace testing {

/// The plugin with this id, or the file's first for "". Never unloaded.
/// @errors  std::runtime_error with the file and the reason.
const galley_plugin* load_plugin(const std::filesystem::path& file, std::string_view id);

}  // namespace testing
}  // namespace GALLEY_SDK_HIDDEN
