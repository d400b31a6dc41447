// SPDX-License-Identifier: Apache-2.0
// Asks the file system of the nearest folder that exists.
#include "core/pipeline/disk_space.hpp"

#include <fmt/format.h>

namespace galley::core::pipeline {

std::string lack_of_space(const std::filesystem::path& out, std::uint64_t needed) {
    if (needed == 0) {
        return {};
    }
    std::error_code code;
    auto folder = std::filesystem::absolute(out, code).lexically_normal();
    while (!code && folder.has_relative_path() && !std::filesystem::exists(folder, code)) {
        folder = folder.parent_path();
    }
    const auto space = std::filesystem::space(folder, code);
    if (code || space.available >= needed) {
        return {};
    }
    return fmt::format(
        "{}: limits.disk_space: {} bytes must be free, {} are",
        out.string(),
        needed,
        space.available);
}

}  // namespace galley::core::pipeline
