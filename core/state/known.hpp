// SPDX-License-Identifier: Apache-2.0
// The documents that a resumed run has settled already.
#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string_view>

#include "core/state/records.hpp"

namespace galley::core::state {

/// first 0: free. The lowest bit of second: it was not met yet.
struct KnownSlot {
    std::uint64_t first, second;
};

struct UnmapKnown {
    std::size_t slots = 0;
    void operator()(KnownSlot* table) const;
};

/// A document is known by its path and its content: 16 bytes each in a table that is up to half
/// full. @thread any.
class Known {
  public:
    /// Lets the table lie in a file without a name, of which the system keeps in memory what it has
    /// room for. Called before anything is added; where it cannot be made, memory is taken.
    void keep_in(std::filesystem::path folder) { folder_ = std::move(folder); }

    void add(const Content& content, std::string_view path);

    /// A document whose path may be purged: then by its hash.
    void add(const DocumentRecord& document);

    /// Whether it was settled before. Each settled document is met once: the same file given
    /// twice is known twice only if it was given twice before.
    bool take(const Content& content, std::string_view path);

    bool empty() const { return all_ == 0; }

    /// Documents that were added.
    std::uint64_t size() const { return all_; }

  private:
    using Slot = KnownSlot;
    using Table = std::unique_ptr<Slot[], UnmapKnown>;

    static Slot slot_of(const Content& content, std::uint64_t path_hash);
    Table make_table(std::size_t slots) const;
    void add(const Slot& slot);
    void insert(const Slot& slot);
    void grow();

    std::filesystem::path folder_;
    std::mutex mutex_;
    Table table_;
    std::uint64_t all_ = 0;
};

}  // namespace galley::core::state
