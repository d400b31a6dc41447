// SPDX-License-Identifier: Apache-2.0
// What a scan of 10 KB costs with the packs of cleanup.strip_furniture.
#include <benchmark/benchmark.h>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "bench/micro/text.hpp"
#include "core/rules/rule_store.hpp"

namespace galley::bench {
namespace {

std::string read_file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void rules_scan(benchmark::State& state, bool use_hyperscan) {
    const std::string folder = GALLEY_BENCH_RULES;
    const auto zh = read_file(folder + "/zh.rules");
    const auto en = read_file(folder + "/en.rules");
    const std::vector<core::rules::Pack> packs = {{"zh.rules", zh}, {"en.rules", en}};
    core::rules::RuleStore store({.cache_folder = {}, .use_hyperscan = use_hyperscan});
    const auto set = store.compile(packs);
    if (!set.has_value()) {
        state.SkipWithError(core::rules::join_messages(set.error()).c_str());
        return;
    }
    const auto text = page();
    std::size_t hits = 0;
    for (auto _ : state) {
        set.value()->scan_text(text, [&](const core::rules::Hit&) { ++hits; });
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
    state.counters["hits"] = static_cast<double>(hits) / static_cast<double>(state.iterations());
}

void rules_scan_text(benchmark::State& state) {
    rules_scan(state, true);
}

void rules_scan_text_re2(benchmark::State& state) {
    rules_scan(state, false);
}

BENCHMARK(rules_scan_text);
BENCHMARK(rules_scan_text_re2);

}  // namespace
}  // namespace galley::bench
