// SPDX-License-Identifier: Apache-2.0
// Adding up of stage clocks and plugin metrics.
#include "core/pipeline/counters.hpp"

#include <map>

namespace galley::core::pipeline {

void Counters::add(std::string_view stage, std::string name, double value) {
    names_.push_back(std::move(name));
    rows_.push_back({galley::to_abi(stage), galley::to_abi(names_.back()), value});
}

void Counters::collect(
    const std::vector<Stage>& stages,
    const std::vector<std::unique_ptr<Lane>>& lanes,
    const Sinks* sinks) {
    rows_.clear();
    names_.clear();
    std::map<const Stage*, StageClock> clocks;
    std::map<const Stage*, std::map<std::string, double>> metrics;
    const auto book = [&](Instance& instance) {
        auto& clock = clocks[&instance.stage()];
        clock.documents += instance.clock.documents;
        clock.busy_ns += instance.clock.busy_ns;
        for (const auto& [name, value] : instance.context().counters) {
            metrics[&instance.stage()][name] += value;
        }
    };
    for (const auto& lane : lanes) {
        for (const auto& instance : lane->instances()) {
            book(*instance);
        }
    }
    if (sinks != nullptr) {
        for (const auto& instance : sinks->instances()) {
            book(*instance);
        }
    }
    for (const auto& stage : stages) {
        add(stage.id(), "documents", static_cast<double>(clocks[&stage].documents));
        add(stage.id(), "busy_ns", static_cast<double>(clocks[&stage].busy_ns));
        for (const auto& [name, value] : metrics[&stage]) {
            add(stage.id(), name, value);
        }
    }
}

}  // namespace galley::core::pipeline
