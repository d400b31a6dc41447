// SPDX-License-Identifier: Apache-2.0
// Documents that were not exported: their bytes and the reason why, one folder each.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "core/pipeline/item.hpp"
#include "core/result.hpp"

namespace galley::core::pipeline {

/// OUT/dead-letter/<run>/<number>/{input.bin, reason.json}. Not thread-safe.
class DeadLetters {
  public:
    DeadLetters(std::filesystem::path out, std::string run)
        : folder_(std::move(out) / "dead-letter" / run), run_(std::move(run)) {}

    /// @param number  1-based place of the document in the input.
    /// @param most_bytes  of input.bin; what is longer is cut, and reason.json says so.
    Result<bool> write(Item& item, std::uint64_t number, std::uint64_t most_bytes);

    /// Makes durable what was written since the last call.
    Result<bool> sync();

  private:
    std::filesystem::path folder_;
    std::string run_;
    std::vector<std::filesystem::path> unsynced_;
};

}  // namespace galley::core::pipeline
