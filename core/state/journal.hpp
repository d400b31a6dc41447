// SPDX-License-Identifier: Apache-2.0
// The journal of a run: blocks, each with its checksum, appended and synced one by one.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "core/state/file.hpp"

namespace galley::core::state {

/// Not thread-safe.
class Journal {
  public:
    /// Opens or creates it and finds the blocks that are whole; what follows them is not used.
    /// @errors  kIo.
    static Result<Journal> open(const std::filesystem::path& path);

    /// The first block of a journal, without looking at the others; empty: it is not whole.
    /// @errors  kIo: it is not there.
    static Result<std::string> first_block(const std::filesystem::path& path);

    /// Blocks that are whole, from the first on.
    std::size_t count() const { return ends_.size(); }

    /// Whether something follows the last whole block: an append that was cut off, or damage.
    bool has_torn_end() const { return torn_; }

    Result<std::string> read(std::size_t index) const;

    /// Appends a block and makes it durable.
    Result<void> append(std::string_view block);

    /// Drops all blocks from `count` on, and what follows them.
    Result<void> cut(std::size_t count);

  private:
    std::uint64_t end() const { return ends_.empty() ? 0 : ends_.back(); }

    Result<void> scan();

    File file_;
    std::vector<std::uint64_t> ends_;
    bool torn_ = false;
};

}  // namespace galley::core::state
