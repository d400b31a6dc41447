// SPDX-License-Identifier: Apache-2.0
// Documents that were not exported: their bytes and the reason why, one folder each.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "core/pipeline/item.hpp"
#include "core/result.hpp"
#include "core/state/database.hpp"

namespace galley::core::pipeline {

/// OUT/dead-letter/<run>/<number>/{input.bin, reason.json}. Not thread-safe.
class DeadLetters {
  public:
    DeadLetters(std::filesystem::path out, std::string run)
        : out_(std::move(out)), run_(std::move(run)) {}

    /// @param number  1-based place of the document in the input.
    /// @param most_bytes  of input.bin; what is longer is cut, and reason.json says so.
    Result<bool> write(Item& item, std::uint64_t number, std::uint64_t most_bytes);

    /// Gives a letter that ran again its new reason; its input stays.
    Result<bool> rewrite(const Item& item, std::uint64_t number);

    /// Makes durable what was written since the last call.
    Result<bool> sync();

    /// Moves the letters of documents that came through to replayed/; what was moved is left.
    Result<bool> put_aside(const std::vector<std::uint64_t>& numbers);

    /// Moves letters back out of replayed/ whose documents did not come through after all.
    Result<bool> take_back(const std::vector<state::Unexported>& documents);

  private:
    std::filesystem::path out_;
    std::string run_;
    std::vector<std::filesystem::path> unsynced_;
};

}  // namespace galley::core::pipeline
