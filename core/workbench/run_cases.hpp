// SPDX-License-Identifier: Apache-2.0
// Runs cases, as many at a time as asked for; the outcomes come in the order of the cases.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "core/pipeline/run.hpp"
#include "core/workbench/find_cases.hpp"
#include "core/workbench/outcome.hpp"

namespace galley::core::workbench {

/// Makes a chain ready; called once for each config and its KEY=VALUEs. The chain stays the
/// caller's.
using OpenChain = std::function<Result<const pipeline::PreparedChain*>(
    const std::string& config, const std::vector<std::string>& set)>;

/// What a chain or a plugin refuses makes each of its cases Verdict::kBroken.
std::vector<Outcome> run_cases(
    const std::vector<FoundCase>& cases,
    const loading::Catalog& catalog,
    const OpenChain& open_chain,
    pipeline::Services& services,
    std::size_t jobs);

/// Writes the files of a failed case as it came out, each replaced at once, in its folder only.
/// @returns  the files written or removed.
/// @errors   kIo.
[[nodiscard]] Result<std::vector<std::string>> accept(const Outcome& outcome);

/// Whether writing files can make the case pass.
bool can_accept(const Outcome& outcome);

}  // namespace galley::core::workbench
