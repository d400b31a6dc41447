// SPDX-License-Identifier: Apache-2.0
// Bytes of the messages between galley and its workers: written by one side, checked by the other.
#pragma once
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

namespace galley::core::isolation {

/// Appends values in the machine's own order: both ends are of one build on one machine.
class Writer {
  public:
    template <class Number>
    Writer& put(Number value) {
        static_assert(std::is_arithmetic_v<Number> || std::is_enum_v<Number>);
        const auto at = bytes_.size();
        bytes_.resize(at + sizeof value);
        std::memcpy(bytes_.data() + at, &value, sizeof value);
        return *this;
    }

    Writer& put_text(std::string_view text) {
        put<std::uint64_t>(text.size());
        bytes_.append(text);
        return *this;
    }

    /// What `write(*this)` appends, as a text.
    template <class Write>
    Writer& put_sized(Write&& write) {
        const auto at = bytes_.size();
        put<std::uint64_t>(0);
        write(*this);
        const std::uint64_t size = bytes_.size() - at - sizeof(std::uint64_t);
        std::memcpy(bytes_.data() + at, &size, sizeof size);
        return *this;
    }

    /// Takes off what stands behind the first `size` bytes.
    void cut(std::size_t size) { bytes_.resize(size); }

    /// What another Writer wrote.
    Writer& put_raw(std::string_view bytes) {
        bytes_.append(bytes);
        return *this;
    }

    void clear() { bytes_.clear(); }

    const std::string& bytes() const { return bytes_; }

  private:
    std::string bytes_;
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
