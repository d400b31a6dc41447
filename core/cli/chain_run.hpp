// SPDX-License-Identifier: Apache-2.0
// A chain at work for a command: with signals, log, progress and workers, and what is told of them.
#pragma once
#include "core/cli/commands.hpp"
#include "core/cli/session.hpp"
#include "core/pipeline/run.hpp"
#include "core/result.hpp"

namespace galley::core::cli {

/// What to run, and on what.
struct ChainRun {
    pipeline::RunOptions options;  ///< jobs 0: as many as there are processors
    std::string log_file;          ///< empty: standard error
    std::chrono::nanoseconds graceful_limit{};
};

/// Lets a run work on a folder, which may be a version of a run beside earlier ones.
/// @errors  kUsage: there is a newer one.
Result<void> place_run(const std::string& folder, pipeline::RunOptions& run);

/// The first SIGINT or SIGTERM lets what is in flight finish, the second ends at once.
Result<pipeline::RunReport> run_chain(const Common& common, ChainRun run, Session& session);

/// Says where isolated stages run before they do.
Result<void> tell_isolation(const Common& common, const Session& session);

/// Says what became of workers, when anything did.
void tell_workers(const Session& session);

/// The exit code of a run.
int outcome(const pipeline::RunReport& report);

/// Why a run ended early.
std::string why_it_ended(const pipeline::RunReport& report);

}  // namespace galley::core::cli
