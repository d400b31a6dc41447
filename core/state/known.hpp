// SPDX-License-Identifier: Apache-2.0
// The documents that a resumed run has settled already.
#pragma once
#include <cstdint>
#include <mutex>
#include <string_view>
#include <unordered_map>

#include "core/state/records.hpp"

namespace galley::core::state {

/// A document is known by its path and its content. @thread any.
class Known {
  public:
    void add(const Content& content, std::string_view path);

    /// Whether it was settled before. Each settled document is met once: the same file given
    /// twice is known twice only if it was given twice before.
    bool take(const Content& content, std::string_view path);

    bool empty() const { return all_ == 0; }

    /// Documents that were added.
    std::uint64_t size() const { return all_; }

  private:
    struct Key {
        Content content;
        std::uint64_t path;

        friend bool operator==(const Key&, const Key&) = default;
    };

    struct Hash {
        std::size_t operator()(const Key& key) const { return key.content[0] ^ key.path; }
    };

    static Key key_of(const Content& content, std::string_view path);

    std::mutex mutex_;
    std::unordered_map<Key, std::uint32_t, Hash> left_;
    std::uint64_t all_ = 0;
};

}  // namespace galley::core::state
