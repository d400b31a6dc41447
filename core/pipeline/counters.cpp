// SPDX-License-Identifier: Apache-2.0
// Adding up of stage clocks and plugin metrics.
#include "core/pipeline/counters.hpp"

#include <galley/values.hpp>

namespace galley::core::pipeline {
namespace {

constexpr std::string_view kDocuments = "documents";
constexpr std::string_view kBusy = "busy_ns";
constexpr std::string_view kOthers = "other_metrics";
/// A plugin that makes names of what it reads must not fill memory and the run report.
constexpr std::size_t kMostMetrics = 256;

}  // namespace

void Counters::resume(const std::vector<state::CounterRecord>& records) {
    for (const auto& [stage, name, value] : records) {
        auto& sum = sums_[stage];
        if (name == kDocuments) {
            sum.clock.documents = static_cast<std::uint64_t>(value);
        } else if (name == kBusy) {
            sum.clock.busy_ns = static_cast<std::uint64_t>(value);
        } else {
            sum.metrics[name] = value;
        }
    }
}

void Counters::add(const StageWork& work) {
    auto found = sums_.find(work.stage->id());
    if (found == sums_.end()) {
        found = sums_.emplace(work.stage->id(), Sum{}).first;
    }
    auto& sum = found->second;
    sum.clock.documents += work.clock.documents;
    sum.clock.busy_ns += work.clock.busy_ns;
    for (const auto& [name, value] : work.metrics) {
        const bool has_room = sum.metrics.size() < kMostMetrics || sum.metrics.contains(name);
        sum.metrics[has_room ? name : std::string(kOthers)] += value;
    }
}

void Counters::add(const std::vector<std::unique_ptr<Instance>>& instances) {
    for (const auto& instance : instances) {
        add(instance->take_work());
    }
}

std::vector<state::CounterRecord> Counters::records() const {
    static const Sum kNone;
    std::vector<state::CounterRecord> out;
    for (const auto& stage : stages_) {
        const auto found = sums_.find(stage.id());
        const auto& sum = found == sums_.end() ? kNone : found->second;
        out.push_back(
            {stage.id(), std::string(kDocuments), static_cast<double>(sum.clock.documents)});
        out.push_back({stage.id(), std::string(kBusy), static_cast<double>(sum.clock.busy_ns)});
        for (const auto& [name, value] : sum.metrics) {
            out.push_back({stage.id(), name, value});
        }
    }
    return out;
}

const std::vector<galley_run_counter>& Counters::rows() {
    shown_ = records();
    rows_.clear();
    for (const auto& counter : shown_) {
        rows_.push_back(
            {galley::to_abi(counter.stage), galley::to_abi(counter.name), counter.value});
    }
    return rows_;
}

}  // namespace galley::core::pipeline
