// SPDX-License-Identifier: Apache-2.0
// A run as others see it, also while it runs.
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>
#include <sys/types.h>
#include <vector>

#include "core/result.hpp"
#include "core/state/database.hpp"
#include "core/state/records.hpp"

namespace galley::core::state {

struct RunStatus {
    RunInfo info;
    Commit last;                    ///< without its documents
    std::vector<Session> sessions;  ///< calls of `galley run`
    std::optional<pid_t> process;   ///< at work on it now

    /// running, complete, interrupted, stopped, failed; killed: it ended without saying so.
    std::string_view state() const;
};

/// The run in a folder, from its journal or its database, whichever has it; nothing: none.
std::optional<RunInfo> read_info(const std::filesystem::path& out);

/// Reads only; waits for nobody.
/// @errors  kUsage: the folder holds no run; kIo: its state.db cannot be read.
Result<RunStatus> read_status(const std::filesystem::path& out);

/// The documents that were not exported, in input order.
Result<std::vector<Unexported>> read_unexported(const std::filesystem::path& out);

}  // namespace galley::core::state
