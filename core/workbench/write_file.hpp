// SPDX-License-Identifier: Apache-2.0
// Writes a file as a whole.
#pragma once
#include <filesystem>
#include <string_view>

#include "core/result.hpp"

namespace galley::core::workbench {

/// A new file beside it takes its name, so that it is never half written, and a link is replaced
/// instead of followed. A device such as /dev/stdout is written to.
/// @errors  kIo.
[[nodiscard]] Result<bool> write_file(const std::filesystem::path& file, std::string_view content);

}  // namespace galley::core::workbench
