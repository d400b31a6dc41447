// SPDX-License-Identifier: Apache-2.0
// The commits of a run at rest, one after the other.
#pragma once
#include <filesystem>
#include <functional>

#include "core/result.hpp"
#include "core/state/records.hpp"

namespace galley::core::state {

/// Calls f for each commit in the journal of a run, until it fails.
/// @errors  kIo: one cannot be read.
Result<void> each_commit(
    const std::filesystem::path& out, const std::function<Result<void>(Commit)>& f);

}  // namespace galley::core::state
