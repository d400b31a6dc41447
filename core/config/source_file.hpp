// SPDX-License-Identifier: Apache-2.0
// Reads the text of a config file, refusing what no parser should be given.
#pragma once

#include <filesystem>
#include <string>

#include "core/result.hpp"
#include "diagnostic.hpp"

namespace galley::core::config {

/// @returns the text: UTF-8 without byte order mark, LF line ends.
/// @errors  not a regular file, unreadable, over 1 MiB, not UTF-8, a control character; with its
/// line.
[[nodiscard]] Result<std::string, Diagnostic> read_source(const std::filesystem::path& file);

}  // namespace galley::core::config
