// SPDX-License-Identifier: Apache-2.0
// What each stage did and cost, added up over the lanes and exporters.
#pragma once
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "core/pipeline/lane.hpp"
#include "core/pipeline/sinks.hpp"
#include "core/pipeline/stage.hpp"

namespace galley::core::pipeline {

/// The rows of galley_run_totals::counters. Only while no lane is at work: its clocks are its own.
class Counters {
  public:
    void collect(
        const std::vector<Stage>& stages,
        const std::vector<std::unique_ptr<Lane>>& lanes,
        const Sinks* sinks);

    const std::vector<galley_run_counter>& rows() const { return rows_; }

  private:
    void add(std::string_view stage, std::string name, double value);

    std::vector<galley_run_counter> rows_;
    std::deque<std::string> names_;
};

}  // namespace galley::core::pipeline
