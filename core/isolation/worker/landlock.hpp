// SPDX-License-Identifier: Apache-2.0
// Landlock by its system calls: Debian 12 has no library for it, and older headers than kernels.
#pragma once
#include <string>
#include <vector>

namespace galley::core::isolation {

struct LandlockPaths {
    std::vector<std::string> readable;  ///< those that do not exist are left out
    std::string writable;               ///< a folder; "": none
};

/// Allows these paths and nothing else of files; no TCP, no abstract sockets or signals outside.
/// Needs no_new_privs. @returns the ABI in force; 0: the kernel has no Landlock.
int restrict_files(const LandlockPaths& paths);

}  // namespace galley::core::isolation
