// SPDX-License-Identifier: Apache-2.0
// What each stage did and cost, added up over lanes, exporters and the sessions of a run.
#pragma once
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/pipeline/stage.hpp"
#include "core/state/records.hpp"

namespace galley::core::pipeline {

/// One caller at a time.
class Counters {
  public:
    /// @param stages  of the chain; they outlive this.
    explicit Counters(const std::vector<Stage>& stages) : stages_(stages) {}

    /// Goes on from what an earlier session counted.
    void resume(const std::vector<state::CounterRecord>& records);

    void add(const StageWork& work);
    void add(const std::vector<std::unique_ptr<Instance>>& instances);

    /// To be remembered with a commit.
    std::vector<state::CounterRecord> records() const;

    /// The rows of galley_run_totals::counters, in the order of the chain; live until the next
    /// call.
    const std::vector<galley_run_counter>& rows();

  private:
    struct Sum {
        StageClock clock;
        std::map<std::string, double, std::less<>> metrics;
    };

    const std::vector<Stage>& stages_;
    std::map<std::string, Sum, std::less<>> sums_;  ///< by stage id
    std::vector<state::CounterRecord> shown_;
    std::vector<galley_run_counter> rows_;
};

}  // namespace galley::core::pipeline
