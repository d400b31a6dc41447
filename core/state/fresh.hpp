// SPDX-License-Identifier: Apache-2.0
// Deleting a run from its output folder, and nothing else.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "core/result.hpp"

namespace galley::core::state {

/// What was deleted.
struct Deleted {
    std::string run;                   ///< its id; empty: nothing was there, or nobody can tell
    std::vector<std::string> outputs;  ///< names in OUT
    std::size_t dead_letters = 0;
};

/// Deletes a run's outputs, dead letters and state. An empty or absent folder is left alone.
/// @errors  kUsage: files that no run wrote are there, or another galley is at work; then nothing
///          is deleted. kIo.
Result<Deleted> delete_run(const std::filesystem::path& out);

}  // namespace galley::core::state
