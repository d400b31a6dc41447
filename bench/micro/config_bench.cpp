// SPDX-License-Identifier: Apache-2.0
// What reading a config costs: configs/newsroom.info.
#include <benchmark/benchmark.h>

#include "core/config/config.hpp"

namespace galley::bench {
namespace {

void config_read(benchmark::State& state) {
    for (auto _ : state) {
        const auto config = core::config::read_config(GALLEY_BENCH_CONFIG);
        if (!config.has_value()) {
            state.SkipWithError("the config cannot be read");
            return;
        }
        benchmark::DoNotOptimize(config.value().stages.data());
    }
}

BENCHMARK(config_read);

}  // namespace
}  // namespace galley::bench
