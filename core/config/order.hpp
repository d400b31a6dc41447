// SPDX-License-Identifier: Apache-2.0
// Checks that the stages of a pipeline stand in an order that can work.
#pragma once

#include <span>

#include "config.hpp"

namespace galley::core::config {

/// Ingest, cleanup, tagging, export, each kind after the one before; an ingest and an export at
/// least; and no stage before one that writes what it reads.
/// @param plugins  one a stage, in order; null: not found, said elsewhere.
void check_order(
    const Config& config, std::span<const PluginInfo* const> plugins, Diagnostics& problems);

}  // namespace galley::core::config
