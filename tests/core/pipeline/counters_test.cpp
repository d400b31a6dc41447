// SPDX-License-Identifier: Apache-2.0
// Metrics of plugins: added up, and no more of them than a run report should hold.
#include "core/pipeline/counters.hpp"

#include <gtest/gtest.h>

namespace galley::core::pipeline {
namespace {

TEST(Counters, AddUpTheNamesThatAPluginMakesUpUnderOne) {
    config::ResolvedStage resolved;
    resolved.stage.id = "chatty";
    std::vector<Stage> stages(1);
    stages[0].config = &resolved;
    Counters counters(stages);
    for (int batch = 0; batch < 2; ++batch) {
        StageWork work;
        work.stage = stages.data();
        for (int i = 0; i < 300; ++i) {
            work.metrics["m" + std::to_string(100 + i)] = 1;
        }
        counters.add(work);
    }
    double first = 0;
    double others = 0;
    const auto records = counters.records();
    for (const auto& record : records) {
        first += record.name == "m100" ? record.value : 0;
        others += record.name == "other_metrics" ? record.value : 0;
    }
    EXPECT_EQ(records.size(), 2U + 256U + 1U) << "documents, busy_ns, metrics, the others";
    EXPECT_EQ(first, 2);
    EXPECT_EQ(others, 2 * (300 - 256));
}

}  // namespace
}  // namespace galley::core::pipeline
