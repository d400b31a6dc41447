// SPDX-License-Identifier: Apache-2.0
// Commits of a run: exporters first, then the run state, then the source hears of it.
#pragma once
#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "core/pipeline/accounting.hpp"
#include "core/pipeline/counters.hpp"
#include "core/pipeline/feed.hpp"
#include "core/pipeline/outputs.hpp"
#include "core/pipeline/sinks.hpp"
#include "core/state/earlier.hpp"
#include "core/state/run_state.hpp"

namespace galley::core::pipeline {

/// What a commit is made of; null in a dry run: nothing is exported, nothing remembered.
struct CommitParts {
    const config::Config& config;
    RunReport& report;
    Accounting& accounting;
    Counters& counters;
    Feed& feed;
    Sinks* sinks = nullptr;
    Outputs* outputs = nullptr;
    state::RunState* state = nullptr;
    state::Earlier* earlier = nullptr;  ///< null: a first version
};

/// Called by the export step, one call at a time.
class Checkpoints {
  public:
    explicit Checkpoints(CommitParts parts);

    /// Lets the exporters begin, at the latest when the first document comes that is not known: a
    /// run to which nothing is added leaves its outputs alone.
    Result<bool> begin_exports();

    /// Takes down a document that was booked.
    void note(const Item& item);

    /// Takes down what became of a document whose dead letter ran again.
    void note_again(const Item& item);

    /// Takes down that something earlier was canceled; commits when enough was.
    Result<bool> note(const state::CanceledRecord& canceled);

    /// The source is to hear of this blob with the next commit.
    void note_end(const Blob& blob);

    /// Whether enough was done, or enough time has passed.
    bool due() const;

    /// @param sealed  no resume goes back behind this commit.
    Result<bool> commit(bool sealed);

    /// The last commit of a run that read its whole input; then the outputs are published.
    Result<bool> finish();

    /// Whether the commit being made is that of finish().
    bool ending() const { return ending_; }

    /// Held documents of the run, those of earlier sessions too.
    const state::Past::Documents& held() const { return held_; }

  private:
    using Clock = std::chrono::steady_clock;

    Result<bool> commit_exports(bool sealed);

    bool has_news() const {
        return !documents_.empty() || !redriven_.empty() || !canceled_.empty();
    }

    void note_outcomes(const Item& item, state::DocumentRecord& record);

    CommitParts parts_;
    std::vector<state::DocumentRecord> documents_;
    std::vector<state::RedrivenRecord> redriven_;
    std::vector<state::OutcomeRecord> came_out_;  ///< of the documents above
    std::vector<state::CanceledRecord> canceled_;
    state::Past::Documents held_;
    std::vector<std::pair<std::string, bool>> outcomes_;  ///< of blobs
    Clock::time_point last_ = Clock::now();
    bool ending_ = false;
};

}  // namespace galley::core::pipeline
