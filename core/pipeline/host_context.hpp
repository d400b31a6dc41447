// SPDX-License-Identifier: Apache-2.0
// The host as one plugin instance sees it: the galley_host table and the state behind it.
#pragma once
#include <chrono>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <galley/plugin.h>

#include "core/document/arena.hpp"
#include "core/pipeline/services.hpp"

namespace galley::core::pipeline {

/// One per instance; its address is what the plugin keeps. Not thread-safe but for log and
/// cancelled.
struct HostContext : galley_host {
    HostContext(Services& shared, std::string_view stage_id, std::filesystem::path data_folder);
    HostContext(const HostContext&) = delete;
    HostContext& operator=(const HostContext&) = delete;

    /// What set_error said since the last call, and forgets it.
    std::string take_error();

    using Clock = std::chrono::steady_clock;
    Services& services;
    std::string stage;
    std::filesystem::path data;
    std::string error;
    Clock::time_point deadline = Clock::time_point::max();
    document::Arena scratch_memory;
    std::map<std::string, double, std::less<>> counters;
    /// Name and text of each pack that was compiled, where Services::keeps_packs.
    std::vector<std::pair<std::string, std::string>> packs;
    std::vector<const galley_rules*> rule_sets;  ///< compiled by this instance; what explain asks
};

/// Why a plugin failed that gave no reason.
std::string unexplained(galley_status status);

}  // namespace galley::core::pipeline
