// SPDX-License-Identifier: Apache-2.0
// Files by what is in them: their SHA-256, and copies that nobody can change any more.
#pragma once

#include <filesystem>
#include <string>

#include "core/result.hpp"

namespace galley::core::loading {

/// The SHA-256 of a regular file, 64 hexadecimal digits.
/// @errors  kIo: cannot be read, is a link or no regular file. The message does not name the file.
[[nodiscard]] Result<std::string> sha256_of(const std::filesystem::path& file);

/// A copy of a file in sealed memory, made first and looked at then, so that what is loaded from it
/// is what has this SHA-256, whatever becomes of the file.
/// @returns  a path to it. It stays for the rest of the process: the dynamic linker knows what it
///           loaded by that path.
/// @errors   kIo as above, or no memory; kConfig: another SHA-256. The message does not name the
///           file.
[[nodiscard]] Result<std::string> sealed_copy(
    const std::filesystem::path& file, const std::string& sha256);

}  // namespace galley::core::loading
