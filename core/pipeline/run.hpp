// SPDX-License-Identifier: Apache-2.0
// A run: documents from the source through the lanes to the exporters, in input order, with a
// balance at the end.
#pragma once
#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "core/config/config.hpp"
#include "core/isolation/supervisor.hpp"
#include "core/pipeline/stage.hpp"
#include "core/result.hpp"
#include "core/state/balance.hpp"
#include "core/state/records.hpp"

namespace galley::core::pipeline {

using state::Balance;

/// A document that was not exported, for the summary.
struct Casualty {
    std::string path, status, reason;
};

struct RunOptions {
    std::filesystem::path out;  ///< empty: a dry run, nothing is exported
    std::size_t jobs = 1;
    std::uint64_t limit = UINT64_MAX;  ///< input documents
    std::vector<std::string> set;      ///< --set, to be remembered with the run
    bool redrive = false;              ///< run the dead letters of the complete run in `out` again
    std::string redrive_stage;         ///< only those of this stage; "host": of none; empty: all
    std::uint32_t version = 1;         ///< of the run, that `out` is or would be
    std::vector<std::filesystem::path> earlier;  ///< versions; what they exported is not again
    /// More articles and notices of earlier versions are not canceled: the run stops before any is.
    std::optional<config::ErrorLimit> most_canceled;
    std::function<void(const Balance&)> progress;
};

struct RunReport {
    std::string run;  ///< run id
    Balance balance;  ///< of the whole run, earlier sessions too
    std::uint32_t version_number = 1;
    state::VersionCounts version;      ///< articles and notices beside earlier versions
    std::string not_looked_for;        ///< why nothing was canceled; empty: what is gone was
    std::uint64_t settled_before = 0;  ///< documents that earlier sessions settled
    std::vector<Casualty> casualties;  ///< the first of them; all are in the dead letters
    std::map<std::uint64_t, Casualty> redriven;  ///< dead letters, and what became of them
    std::map<std::string, std::uint64_t> stripped_by_category;
    bool interrupted = false;
    bool stopped_by_errors = false;  ///< limits.errors
    std::string low_disk;            ///< limits.disk_space, as a sentence
    std::string over_canceled;       ///< RunOptions::most_canceled, as a sentence
    std::string broken_plugin;       ///< why a plugin was given up, and the run with it
    double seconds = 0;

    /// Whether it gave up before it was done; it can go on.
    bool stopped() const {
        return stopped_by_errors || !low_disk.empty() || !over_canceled.empty() ||
               !broken_plugin.empty();
    }
};

/// The stages of a chain with their plugins; addresses are stable.
struct PreparedChain {
    const config::Config* config = nullptr;
    std::vector<Stage> stages;
    std::string hash;
    std::vector<std::pair<std::string, std::string>> parts;  ///< what the hash is made of
    std::deque<galley_plugin> stand_ins;                     ///< for plugins that only workers load
    std::unique_ptr<isolation::Supervisor> supervisor;       ///< null: no stage is isolated
    std::deque<std::mutex> serial;  ///< one for each module whose plugins run one call at a time
};

/// Runs a chain to the end.
/// @errors  kUsage, kConfig, kIo; single documents never are an error.
Result<RunReport> run(const PreparedChain& chain, Services& services, const RunOptions& options);

}  // namespace galley::core::pipeline
