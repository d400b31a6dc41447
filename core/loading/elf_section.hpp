// SPDX-License-Identifier: Apache-2.0
// Reads one section of an ELF file without loading it; any bytes are safe to read.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/result.hpp"

namespace galley::core::loading {

/// A section larger than this is not a manifest.
inline constexpr std::size_t kMaxSectionBytes = 1U << 20U;

/// The bytes of a section of a 64-bit little-endian shared object for this machine.
/// @errors  kIo: not to be opened, a directory, a symbolic link; kInvalidInput: not such a file,
/// damaged, or
///          without that section. The message does not name the file.
/// @cost    four small reads.   @thread any.
[[nodiscard]] Result<std::string> read_section(
    const std::filesystem::path& file, std::string_view name);

}  // namespace galley::core::loading
