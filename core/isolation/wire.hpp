// SPDX-License-Identifier: Apache-2.0
// Bytes of the messages between galley and its workers: written by one side, checked by the other.
#pragma once
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

namespace galley::core::isolation {

/// Appends values in the machine's own order: both ends are of one build on one machine.
class Writer {
  public:
    template <class Number>
    Writer& put(Number value) {
        static_assert(std::is_arithmetic_v<Number> || std::is_enum_v<Number>);
        return append(&value, sizeof value);
    }

    Writer& put_text(std::string_view text) {
        return put<std::uint64_t>(text.size()).put_raw(text);
    }

    /// What `write(*this)` appends, as a text.
    template <class Write>
    Writer& put_sized(Write&& write) {
        const auto at = size_;
        put<std::uint64_t>(0);
        write(*this);
        const std::uint64_t size = size_ - at - sizeof(std::uint64_t);
        std::memcpy(memory_.data() + at, &size, sizeof size);
        return *this;
    }

    /// Takes off what stands behind the first `size` bytes.
    void cut(std::size_t size) { size_ = size; }

    /// What another Writer wrote.
    Writer& put_raw(std::string_view bytes) { return append(bytes.data(), bytes.size()); }

    void clear() { size_ = 0; }

    /// Begins anew in memory of another, and goes on in its own when that is full.
    void begin_in(std::span<char> memory) {
        own_.reset();
        memory_ = memory;
        size_ = 0;
    }

    std::string_view bytes() const { return {memory_.data(), size_}; }

  private:
    Writer& append(const void* bytes, std::size_t count) {
        if (count > memory_.size() - size_) {
            grow(count);
        }
        if (count > 0) {
            std::memcpy(memory_.data() + size_, bytes, count);
        }
        size_ += count;
        return *this;
    }

    void grow(std::size_t count) {
        constexpr std::size_t kLeast = 256;
        const auto room = std::max(2 * (size_ + count), kLeast);
        auto larger = std::make_unique_for_overwrite<char[]>(room);
        std::ranges::copy(bytes(), larger.get());
        own_ = std::move(larger);
        memory_ = {own_.get(), room};
    }

    std::span<char> memory_;
    std::size_t size_ = 0;
    std::unique_ptr<char[]> own_;
};

/// Reads what a Writer wrote, or anything else: every read is checked, and after the first that
/// fails all give zero.
class Reader {
  public:
    explicit Reader(std::string_view bytes) : left_(bytes) {}

    template <class Number>
    Number get() {
        static_assert(std::is_arithmetic_v<Number>);
        Number value{};
        if (left_.size() < sizeof value) {
            fail();
            return value;
        }
        std::memcpy(&value, left_.data(), sizeof value);
        left_.remove_prefix(sizeof value);
        return value;
    }

    /// A view into the bytes given.
    std::string_view get_text() {
        const auto size = get<std::uint64_t>();
        if (size > left_.size()) {
            fail();
            return {};
        }
        const auto text = left_.substr(0, static_cast<std::size_t>(size));
        left_.remove_prefix(text.size());
        return text;
    }

    /// A number of rows that can be there at all, each of at least `row_bytes`.
    std::size_t get_count(std::size_t row_bytes) {
        const auto count = get<std::uint64_t>();
        if (count > left_.size() / row_bytes) {
            fail();
            return 0;
        }
        return static_cast<std::size_t>(count);
    }

    void fail() {
        is_ok_ = false;
        left_ = {};
    }

    /// Whether all reads so far found what they looked for.
    bool is_ok() const { return is_ok_; }

    /// The same, and nothing is left.
    bool is_whole() const { return is_ok_ && left_.empty(); }

  private:
    std::string_view left_;
    bool is_ok_ = true;
};

}  // namespace galley::core::isolation
