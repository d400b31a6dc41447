// SPDX-License-Identifier: Apache-2.0
// `galley verify OUT`: does what was written hold the conservation law?
#pragma once
#include <cstdint>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "core/result.hpp"

namespace galley::core::ledger {

struct VerifyReport {
    std::uint64_t families = 0, articles = 0, notices = 0, decisions = 0;
    std::vector<std::string> problems;     ///< "OUT/ledger.jsonl:12: seq 7 (strip 10-20): ..."
    std::vector<std::string> not_checked;  ///< what was held or not exported, and why
    std::set<std::string> purged;          ///< sources (SHA-256) of which only hashes are left

    bool ok() const { return problems.empty(); }
};

/// Reads OUT/ledger.jsonl, articles.jsonl and, where they are, notices.jsonl and run.json.
/// Keeps one input document at a time, and 32 bytes for each article and notice.
/// @param earlier  versions of the same run, oldest first: what is unchanged has its text there.
/// @errors  kIo when a file cannot be read, kUsage when there is no ledger to check.
Result<VerifyReport> verify_output(
    const std::filesystem::path& out, std::vector<std::filesystem::path> earlier = {});

}  // namespace galley::core::ledger
