// SPDX-License-Identifier: Apache-2.0
// The outputs of a run without what belongs to documents that are purged: JSON lines, proof sheets,
// the run report. Lengths stay as they are, because exporters and the run state count in bytes.
#pragma once
#include <filesystem>
#include <string>

#include "core/result.hpp"
#include "core/state/gone.hpp"

namespace galley::core::ledger {

/// The status of what is left of a line.
inline constexpr std::string_view kPurgedStatus = "purged";

/// Writes `to`, which is `from` without the documents.
/// @returns  whether there was anything of them.
/// @errors   kUsage: a kind of file that it does not know; kIo.
Result<bool> scrub_output(
    const std::filesystem::path& from, const std::filesystem::path& to, const state::Gone& gone);

/// A line of JSON with its uri, hashes, numbers and rule, and nothing else; as long as it was.
std::string scrub_line(const std::string& line);

/// A page of a proof sheet with blanks in place of their articles and notices.
/// @returns  whether there was anything of them.
bool scrub_page(std::string& html, const state::Gone& gone);

/// An exporter's position, if it is JSON, without their paths.
std::string scrub_position(const std::string& position, const state::Gone& gone);

}  // namespace galley::core::ledger
