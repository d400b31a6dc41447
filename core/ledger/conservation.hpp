// SPDX-License-Identifier: Apache-2.0
// The conservation law: decisions and exported texts together are the source, byte for byte.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>

#include "core/ledger/family.hpp"
#include "core/result.hpp"

namespace galley::core::ledger {

/// Where and how the law does not hold.
struct Breach {
    enum class At : std::uint8_t { kFamily, kRow, kText, kUnexported };

    At at = At::kFamily;
    std::size_t index = 0;  ///< of the row or the text
    std::string message;
    galley::span document;  ///< kUnexported: which one has text left that nobody exported
};

/// Rebuilds the source: replays the decisions on ranges, then fills in what each piece says.
/// What it means that it succeeds: docs/ledger.md.
/// @returns  the source, whose SHA-256 is the family's.
/// @cost     n log n in rows and pieces, linear in bytes.   @thread any.
Result<std::string, Breach> rebuild_source(const Family& family);

/// Whether rebuild_source() succeeds.
Result<void, Breach> check_conservation(const Family& family);

}  // namespace galley::core::ledger
