// SPDX-License-Identifier: Apache-2.0
// Whether there is room left where a run writes.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>

namespace galley::core::pipeline {

/// @param out     need not exist yet.
/// @param needed  bytes; 0: any room will do.
/// @returns       "out: limits.disk_space: 67108864 bytes must be free, 1234 are", or nothing when
///                there is room or the system does not tell.
std::string lack_of_space(const std::filesystem::path& out, std::uint64_t needed);

}  // namespace galley::core::pipeline
