// SPDX-License-Identifier: Apache-2.0
// Numbers and texts one after the other in a string, and back; reading stops at the first lie.
#pragma once
#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace galley::core::state {

static_assert(std::endian::native == std::endian::little, "packed numbers are little endian");

/// Appends to a string that it does not own.
class Packer {
  public:
    explicit Packer(std::string& to) : to_(to) {}

    void number(std::uint64_t value) { raw(&value, sizeof value); }

    void real(double value) { raw(&value, sizeof value); }

    void flag(bool value) { to_.push_back(value ? 1 : 0); }

    void text(std::string_view value) {
        const auto size = static_cast<std::uint32_t>(value.size());
        raw(&size, sizeof size);
        to_.append(value);
    }

    void bytes(std::string_view value) { to_.append(value); }

  private:
    void raw(const void* from, std::size_t size) {
        to_.append(static_cast<const char*>(from), size);
    }

    std::string& to_;
};

/// Reads what a Packer wrote. After a length that reaches over the end everything is 0 and empty,
/// and ok() is false.
class Unpacker {
  public:
    explicit Unpacker(std::string_view from) : left_(from) {}

    std::uint64_t number() {
        std::uint64_t value = 0;
        raw(&value, sizeof value);
        return value;
    }

    double real() {
        double value = 0;
        raw(&value, sizeof value);
        return value;
    }

    bool flag() {
        const auto byte = bytes(1);
        return !byte.empty() && byte[0] != 0;
    }

    std::string_view text() {
        std::uint32_t size = 0;
        raw(&size, sizeof size);
        return bytes(size);
    }

    std::string_view bytes(std::size_t size) {
        if (size > left_.size()) {
            ok_ = false;
            left_ = {};
            return {};
        }
        const auto value = left_.substr(0, size);
        left_.remove_prefix(size);
        return value;
    }

    /// Whether everything asked for was there.
    bool ok() const { return ok_; }

    bool at_end() const { return left_.empty(); }

  private:
    void raw(void* to, std::size_t size) {
        if (const auto from = bytes(size); from.size() == size) {
            std::memcpy(to, from.data(), size);
        }
    }

    std::string_view left_;
    bool ok_ = true;
};

template <class T, class F>
void pack_list(Packer& to, const T& list, F&& each) {
    to.number(list.size());
    for (const auto& element : list) {
        each(element);
    }
}

/// Calls each() as often as the list is long; a length that is a lie ends with the bytes.
template <class F>
void unpack_list(Unpacker& from, F&& each) {
    for (auto left = from.number(); left > 0 && from.ok(); --left) {
        each();
    }
}

}  // namespace galley::core::state
