// SPDX-License-Identifier: Apache-2.0
// What escaping 10 KB for JSON costs; the code is that of export.jsonl.
#include <benchmark/benchmark.h>
#include <memory>
#include <string>

#include "bench/micro/text.hpp"
#include "plugins/export/jsonl/json_text.hpp"

namespace galley::bench {
namespace {

void json_escape(benchmark::State& state) {
    const auto text = page();
    const auto room = std::make_unique<char[]>(6 * text.size() + 16);
    for (auto _ : state) {
        benchmark::DoNotOptimize(jsonl::escape_json(text, room.get()));
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}

BENCHMARK(json_escape);

}  // namespace
}  // namespace galley::bench
