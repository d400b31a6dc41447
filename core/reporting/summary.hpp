// SPDX-License-Identifier: Apache-2.0
// The end of a run in words: the table for people and the balance line for machines.
#pragma once
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

#include "core/pipeline/run.hpp"

namespace galley::core::reporting {

/// "1,234,567".
std::string with_commas(std::uint64_t number);

/// What became of the documents, what was stripped by category, and who was not exported. Ends with
/// a line end.
std::string summary_table(const pipeline::RunReport& report);

/// "version 2: added=1 changed=2 unchanged=97 canceled=1 kept=0", in articles and notices.
std::string version_line(const pipeline::RunReport& report);

nlohmann::ordered_json version_json(std::uint32_t number, const state::VersionCounts& counts);

/// In a later version its line; then "balance: read=12 exported=11 duplicate=0 filtered=0 held=1
/// failed=0 closes=yes" and a line of passages.
std::string balance_lines(const pipeline::RunReport& report);

/// One JSON object, with a line end.
std::string summary_json(const pipeline::RunReport& report);

}  // namespace galley::core::reporting
