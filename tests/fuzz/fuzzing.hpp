// SPDX-License-Identifier: Apache-2.0
// What every fuzz target asks of the code under it: UTF-8, bounded, the same twice.
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace galley::fuzz {

/// Ends the program as a find of the fuzzer, with what was broken.
inline void require(bool holds, const char* property, std::string_view got = {}) {
    if (!holds) {
        constexpr int kShown = 2000;
        const auto size = static_cast<int>(got.size() < kShown ? got.size() : kShown);
        std::fprintf(stderr, "broken: %s\n%.*s\n", property, size, got.data());
        std::abort();
    }
}

/// How long the UTF-8 sequence at the begin of `text` is; 0: there is none. Written from RFC 3629,
/// not shared with galley, so that it can judge galley.
inline std::size_t sequence_size(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned first = byte(0);
    const std::size_t size = first < 0x80                    ? 1
                             : first >= 0xC2 && first < 0xE0 ? 2
                             : first >= 0xE0 && first < 0xF0 ? 3
                             : first >= 0xF0 && first < 0xF5 ? 4
                                                             : 0;
    if (size == 0 || size > text.size()) {
        return 0;
    }
    for (std::size_t i = 1; i < size; ++i) {
        if (byte(i) < 0x80 || byte(i) > 0xBF) {
            return 0;
        }
    }
    const bool is_odd = (first == 0xE0 && byte(1) < 0xA0) || (first == 0xED && byte(1) > 0x9F) ||
                        (first == 0xF0 && byte(1) < 0x90) || (first == 0xF4 && byte(1) > 0x8F);
    return is_odd ? 0 : size;
}

inline bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        const auto size = sequence_size(text);
        if (size == 0) {
            return false;
        }
        text.remove_prefix(size);
    }
    return true;
}

/// Whether a terminal may show it: no control character but the line end.
inline bool is_printable(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const bool is_c1 =
            byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
        if ((byte < 0x20 && byte != '\n') || byte == 0x7F || is_c1) {
            return false;
        }
    }
    return true;
}

inline std::string_view view(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

/// Asks outcome(input) for all that came out, as text, checks it and returns it.
template <class Outcome>
std::string check(std::string_view input, std::size_t most_bytes, Outcome&& outcome) {
    const std::string first = outcome(input);
    require(is_utf8(first), "what comes out is UTF-8", first);
    require(first.size() <= most_bytes, "what comes out is bounded", first);
    const std::string second = outcome(input);
    require(first == second, "the same input gives the same twice", second);
    return first;
}

/// Reads an input as choices, for targets whose input is a sequence of actions. At its end all
/// choices are 0.
class Choices {
  public:
    explicit Choices(std::string_view input) : left_(input) {}

    bool at_end() const { return left_.empty(); }

    std::uint8_t byte() {
        if (left_.empty()) {
            return 0;
        }
        const auto value = static_cast<std::uint8_t>(left_[0]);
        left_.remove_prefix(1);
        return value;
    }

    /// Below `end`.
    std::size_t below(std::size_t end) { return byte() % end; }

    std::uint64_t number() {
        // Mostly small; now and then as large as it goes.
        const auto first = byte();
        return first < 0xF0 ? first : first == 0xFF ? UINT64_MAX : UINT64_MAX >> (first - 0xF0U);
    }

    /// Up to 255 bytes of the input as they stand.
    std::string_view text() {
        const auto size = std::size_t{byte()};
        const auto value = left_.substr(0, size);
        left_.remove_prefix(value.size());
        return value;
    }

    std::string_view rest() {
        const auto value = left_;
        left_ = {};
        return value;
    }

  private:
    std::string_view left_;
};

/// The part of an input before the first `mark`; the input keeps what follows it.
inline std::string_view take_until(std::string_view& input, std::string_view mark) {
    const auto at = input.find(mark);
    const auto part = input.substr(0, at);
    input.remove_prefix(at == std::string_view::npos ? input.size() : at + mark.size());
    return part;
}

}  // namespace galley::fuzz
