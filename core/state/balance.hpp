// SPDX-License-Identifier: Apache-2.0
// The account of a run in input documents, and what came out of them.
#pragma once
#include <cstdint>

namespace galley::core::state {

/// Input documents as read, and what became of each.
struct Balance {
    std::uint64_t read = 0, exported = 0, duplicate = 0, filtered = 0, held = 0, failed = 0;
    std::uint64_t articles = 0, notices = 0, stripped = 0, bytes = 0;

    bool closes() const { return read == exported + duplicate + filtered + held + failed; }

    friend bool operator==(const Balance&, const Balance&) = default;
};

}  // namespace galley::core::state
