// SPDX-License-Identifier: Apache-2.0
// Any encoding to UTF-8.
#include "converter.hpp"

#include <algorithm>
#include <cerrno>
#include <iconv.h>
#include <stdexcept>

namespace galley::text {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

class Iconv {
  public:
    explicit Iconv(const char* from) : handle_(::iconv_open("UTF-8", from)) {}

    ~Iconv() {
        if (is_open()) {
            ::iconv_close(handle_);
        }
    }

    Iconv(const Iconv&) = delete;
    Iconv& operator=(const Iconv&) = delete;

    bool is_open() const { return handle_ != iconv_t(-1); }

    /// Converts as far as it goes. @returns errno: 0, E2BIG (call again), EILSEQ, EINVAL.
    int run(std::string_view& in, std::string& out) {
        char room[16384];
        char* from = const_cast<char*>(in.data());
        std::size_t from_left = in.size();
        char* to = room;
        std::size_t to_left = sizeof room;
        const auto result =
            ::iconv(handle_, in.empty() ? nullptr : &from, &from_left, &to, &to_left);
        const int error = result == std::size_t(-1) ? errno : 0;
        out.append(room, sizeof room - to_left);
        in.remove_prefix(in.size() - from_left);
        return error;
    }

  private:
    iconv_t handle_;
};

std::size_t size_of_bad(std::string_view rest, std::size_t unit_bytes) {
    if (unit_bytes > 1) {
        return std::min(unit_bytes, rest.size());
    }
    const bool pair = rest.size() > 1 && static_cast<unsigned char>(rest[0]) >= 0x80 &&
                      static_cast<unsigned char>(rest[1]) >= 0x80;
    return pair ? 2 : 1;
}

bool is_tail(std::string_view bytes, std::size_t at, unsigned low = 0x80, unsigned high = 0xBF) {
    return at < bytes.size() && static_cast<unsigned char>(bytes[at]) >= low &&
           static_cast<unsigned char>(bytes[at]) <= high;
}

struct Sequence {
    std::size_t size;
    bool sound;
};

/// Table 3-7 of the Unicode standard: well-formed sequences, or the longest beginning of one.
Sequence sequence_at(std::string_view bytes) {
    const auto first = static_cast<unsigned char>(bytes[0]);
    if (first < 0x80) {
        return {1, true};
    }
    if (first < 0xC2 || first > 0xF4) {
        return {1, false};
    }
    const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    const unsigned low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    const unsigned high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (!is_tail(bytes, 1, low, high)) {
        return {1, false};
    }
    for (std::size_t i = 2; i < size; ++i) {
        if (!is_tail(bytes, i)) {
            return {i, false};
        }
    }
    return {size, true};
}

}  // namespace

bool can_convert(const char* encoding) {
    return Iconv(encoding).is_open();
}

Converted convert(std::string_view bytes, const char* encoding, std::size_t unit_bytes) {
    Iconv iconv(encoding);
    if (!iconv.is_open()) {
        throw std::runtime_error(std::string("this system has no converter for ") + encoding);
    }
    Converted out;
    out.utf8.reserve(bytes.size() + bytes.size() / 2);
    while (!bytes.empty()) {
        const int error = iconv.run(bytes, out.utf8);
        if (bytes.empty() || error == E2BIG || error == 0) {
            continue;
        }
        out.utf8.append(kReplacement);
        ++out.errors;
        bytes.remove_prefix(error == EINVAL ? bytes.size() : size_of_bad(bytes, unit_bytes));
    }
    iconv.run(bytes, out.utf8);  // what a stateful converter still holds
    return out;
}

Repaired repair_utf8(std::string_view bytes) {
    Repaired out;
    out.utf8.reserve(bytes.size() + 16);
    while (!bytes.empty()) {
        const auto here = sequence_at(bytes);
        if (here.sound) {
            out.utf8.append(bytes.substr(0, here.size));
            out.sound_sequences += here.size > 1;
        } else {
            out.utf8.append(kReplacement);
            ++out.errors;
        }
        bytes.remove_prefix(here.size);
    }
    return out;
}

}  // namespace galley::text
