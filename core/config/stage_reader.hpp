// SPDX-License-Identifier: Apache-2.0
// Reads the stages of a pipeline, as INFO and as JSON write them.
#pragma once

#include "config.hpp"
#include "node.hpp"

namespace galley::core::config {

/// Appends to config.stages and config.problems.
/// @param list  its children are stages: `cleanup NAME { ... }`, or items {"cleanup": "NAME", ...}.
void read_stages(const Node& list, Config& config);

}  // namespace galley::core::config
