// SPDX-License-Identifier: Apache-2.0
// The chain hash of a run key: what resume compares to know that the same chain runs again.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "chain.hpp"

namespace galley::core::config {

/// What a stage's rule packs hold, or a digest of it; "" for a stage without.
using RulePacks = std::function<std::string(const ResolvedStage&)>;

/// SHA-256 in hex over the brake and, per stage, its plugin's id and version, its keys, parameters
/// and rule packs; not paths but names of outputs, secrets, limits or where anything stands. The
/// same for INFO and JSON.
/// @param rule_packs  may be unset.
std::string chain_hash(const Config& config, const Chain& chain, const RulePacks& rule_packs);

/// What the hash is made of, by key: "pipeline.strip_notices.as_items" "true"; so that a refusal
/// can say what differs. Texts longer than a line and rule packs are shown as the begin of their
/// SHA-256.
std::vector<std::pair<std::string, std::string>> chain_parts(
    const Config& config, const Chain& chain, const RulePacks& rule_packs);

}  // namespace galley::core::config
