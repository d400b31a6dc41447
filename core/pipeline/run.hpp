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
#include <string>
#include <vector>

#include "core/config/config.hpp"
#include "core/pipeline/stage.hpp"
#include "core/result.hpp"

namespace galley::core::pipeline {

/// Input documents as read, and what became of each.
struct Balance {
    std::uint64_t read = 0, exported = 0, duplicate = 0, filtered = 0, held = 0, failed = 0;
    std::uint64_t articles = 0, notices = 0, stripped = 0, bytes = 0;

    bool closes() const { return read == exported + duplicate + filtered + held + failed; }
};

/// A document that was not exported, for the summary.
struct Casualty {
    std::string path, status, reason;
};

struct RunOptions {
    std::filesystem::path out;  ///< empty: a dry run, nothing is exported
    std::size_t jobs = 1;
    std::uint64_t limit = UINT64_MAX;  ///< input documents
    std::function<void(const Balance&)> progress;
};

struct RunReport {
    std::string run;  ///< run id
    Balance balance;
    std::vector<Casualty> casualties;  ///< the first of them; all are in the dead letters
    std::map<std::string, std::uint64_t> stripped_by_category;
    bool interrupted = false;
    bool stopped_by_errors = false;  ///< limits.errors
    double seconds = 0;
};

/// The stages of a chain with their plugins; addresses are stable.
struct PreparedChain {
    const config::Config* config = nullptr;
    std::vector<Stage> stages;
    std::string hash;
    std::deque<std::mutex> serial;  ///< one for each module whose plugins run one call at a time
};

/// Runs a chain to the end.
/// @errors  kUsage, kConfig, kIo; single documents never are an error.
Result<RunReport> run(const PreparedChain& chain, Services& services, const RunOptions& options);

}  // namespace galley::core::pipeline
