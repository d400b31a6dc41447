// SPDX-License-Identifier: Apache-2.0
// What the document model costs: one call with decisions on a text of 10 KB.
#include <benchmark/benchmark.h>
#include <string>
#include <vector>

#include "bench/micro/text.hpp"
#include "core/document/family.hpp"

namespace galley::bench {
namespace {

using core::document::Author;
using core::document::Family;

constexpr std::size_t kDecisions = 10;
const Author kAuthor{"bench", "cleanup.bench", "1", GALLEY_KIND_CLEANUP, 0};

// Decisions spread over the text; the ranges are line ends, so they lie on code points.
std::vector<galley_decision> decisions(const std::string& text, galley_action action) {
    std::vector<galley_decision> made;
    std::size_t at = 0;
    for (std::size_t i = 0; i < kDecisions; ++i) {
        at = text.find('\n', at + text.size() / (2 * kDecisions));
        galley_decision one{};
        one.struct_size = sizeof one;
        one.action = static_cast<std::uint32_t>(action);
        one.range = {at, at + 1};
        one.category = galley::to_abi("wrap");
        one.rule = galley::to_abi("bench.1");
        one.replacement = action == GALLEY_REPLACE ? galley::to_abi(" ") : galley_str{};
        one.confidence = 1;
        made.push_back(one);
    }
    return made;
}

void decide(benchmark::State& state, galley_action action) {
    const auto text = page();
    const auto made = decisions(text, action);
    Family family;
    for (auto _ : state) {
        family.reset();
        family.set_source(text);
        family.root().begin_call(kAuthor);
        for (const auto& one : made) {
            if (family.root().decide(one, nullptr) != GALLEY_OK) {
                state.SkipWithError(family.refusal.c_str());
                return;
            }
        }
        family.root().apply_call();
        benchmark::DoNotOptimize(family.root().text().data());
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}

void document_strip(benchmark::State& state) {
    decide(state, GALLEY_STRIP);
}

void document_replace(benchmark::State& state) {
    decide(state, GALLEY_REPLACE);
}

void document_line_ends(benchmark::State& state) {
    const auto text = page();
    Family family;
    for (auto _ : state) {
        family.reset();
        family.set_source(text);
        family.root().collapse_line_ends(kAuthor);
        benchmark::DoNotOptimize(family.root().text().data());
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}

BENCHMARK(document_strip);
BENCHMARK(document_replace);
BENCHMARK(document_line_ends);

}  // namespace
}  // namespace galley::bench
