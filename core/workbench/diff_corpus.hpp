// SPDX-License-Identifier: Apache-2.0
// Sends a corpus through two chains and compares document by document.
#pragma once
#include <cstdint>

#include "core/pipeline/run.hpp"
#include "core/workbench/effects.hpp"

namespace galley::core::workbench {

struct DiffOptions {
    std::size_t jobs = 1;
    std::uint64_t limit = UINT64_MAX;  ///< input documents
    std::size_t most_examples = 5;     ///< of each rule
};

/// A chain and the services of its plugins, for the time of the comparison.
struct Side {
    const pipeline::PreparedChain& chain;
    pipeline::Services& services;
};

/// Memory is bounded by jobs and rules, not by the corpus; the result is the same at any number of
/// jobs.
/// @errors  kConfig: a plugin refuses its parameters; kIo: the source broke; kUsage: the two
/// configs
///          deliver different documents.
[[nodiscard]] Result<Effects> diff_corpus(
    const Side& before, const Side& after, const DiffOptions& options);

}  // namespace galley::core::workbench
