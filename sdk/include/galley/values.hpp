// SPDX-License-Identifier: Apache-2.0
// Strings, spans and statuses of plugin.h as C++ values.
#pragma once
#include <cstdint>
#include <exception>
#include <string>
#include <string_view>
#include <utility>

#include <galley/plugin.h>

#define GALLEY_SDK_HIDDEN __attribute__((visibility("hidden")))

namespace galley GALLEY_SDK_HIDDEN {

/// A position in a text, in bytes of UTF-8.
using ByteOffset = std::uint64_t;

/// A half-open range of bytes, [begin, end), on code points.
struct span {
    ByteOffset begin = 0;
    ByteOffset end = 0;

    constexpr ByteOffset size() const { return end - begin; }

    constexpr bool empty() const { return end <= begin; }

    constexpr bool contains(ByteOffset at) const { return begin <= at && at < end; }

    constexpr bool overlaps(span other) const { return begin < other.end && other.begin < end; }

    friend constexpr auto operator<=>(const span&, const span&) = default;
};

inline galley_str to_abi(std::string_view text) {
    return {text.data(), text.size()};
}

inline galley_range to_abi(span at) {
    return {at.begin, at.end};
}

inline std::string_view view(galley_str text) {
    return text.ptr == nullptr ? std::string_view{} : std::string_view{text.ptr, text.len};
}

inline span to_span(galley_range at) {
    return {at.begin, at.end};
}

/// The text of a span; the span must lie inside.
inline std::string_view slice(std::string_view text, span at) {
    return text.substr(at.begin, at.size());
}

/// Thrown inside a plugin to end the call with a status and a message; caught by the C++ layer.
class failure : public std::exception {
  public:
    failure(galley_status status, std::string message)
        : status_(status), message_(std::move(message)) {}

    galley_status status() const { return status_; }

    const char* what() const noexcept override { return message_.c_str(); }

  private:
    galley_status status_;
    std::string message_;
};

/// A configuration that the plugin cannot use: GALLEY_E_CONFIG.
struct config_error : failure {
    explicit config_error(std::string message) : failure(GALLEY_E_CONFIG, std::move(message)) {}
};

/// This document is bad and goes to the dead letters; the run goes on: GALLEY_E_REJECTED.
struct rejected : failure {
    explicit rejected(std::string message) : failure(GALLEY_E_REJECTED, std::move(message)) {}
};

}  // namespace GALLEY_SDK_HIDDEN
