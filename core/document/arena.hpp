// SPDX-License-Identifier: Apache-2.0
// Memory for the small strings of one input document: given out in order, taken back all at once.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

namespace galley::core::document {

/// Not thread-safe. Views into it live until reset().
class Arena {
  public:
    /// Bytes for anything of at most 16-byte alignment; never fails but by std::bad_alloc.
    void* allocate(std::size_t bytes) {
        bytes = (bytes + 15) & ~std::size_t{15};
        while (current_ < blocks_.size() && blocks_[current_].size - used_ < bytes) {
            ++current_;
            used_ = 0;
        }
        if (current_ == blocks_.size()) {
            const std::size_t size = bytes > kBlockBytes ? bytes : kBlockBytes;
            blocks_.push_back({std::make_unique<std::byte[]>(size), size});
            used_ = 0;
        }
        void* found = blocks_[current_].bytes.get() + used_;
        used_ += bytes;
        return found;
    }

    std::string_view copy(std::string_view text) {
        if (text.empty()) {
            return {};
        }
        auto* to = static_cast<char*>(allocate(text.size()));
        std::memcpy(to, text.data(), text.size());
        return {to, text.size()};
    }

    template <class T>
        requires std::is_trivially_copyable_v<T>
    std::span<const T> copy(std::span<const T> items) {
        auto* to = static_cast<T*>(allocate(items.size_bytes()));
        std::ranges::copy(items, to);
        return {to, items.size()};
    }

    /// Takes everything back; keeps a few blocks for the next document.
    void reset() {
        if (blocks_.size() > kKeptBlocks) {
            blocks_.resize(kKeptBlocks);
        }
        std::erase_if(blocks_, [](const Block& b) { return b.size > kBlockBytes; });
        current_ = 0;
        used_ = 0;
    }

  private:
    static constexpr std::size_t kBlockBytes = 16 * 1024;
    static constexpr std::size_t kKeptBlocks = 4;

    struct Block {
        std::unique_ptr<std::byte[]> bytes;
        std::size_t size;
    };

    std::vector<Block> blocks_;
    std::size_t current_ = 0;
    std::size_t used_ = 0;
};

}  // namespace galley::core::document
