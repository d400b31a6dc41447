// SPDX-License-Identifier: Apache-2.0
// What a terminal may be told: everything but what commands it or turns what stands around it.
#include "core/reporting/printable.hpp"

#include <nlohmann/json.hpp>

#include <fmt/format.h>

#include <galley/text.hpp>

namespace galley::core::reporting {
namespace {

bool is_unsafe(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x61C || c == 0x2028 || c == 0x2029 ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E ||
           c == 0x200F;
}

}  // namespace

std::string printable(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const auto c = galley::decode_at(text, at);
        const auto bytes = text.substr(at, c.size_bytes);
        if (c.value == 0xFFFD && c.size_bytes == 1) {
            out += fmt::format("\\x{:02x}", static_cast<unsigned char>(bytes.front()));
        } else if (!is_unsafe(c.value)) {
            out += bytes;
        } else if (c.value < 0x100) {
            out += fmt::format("\\x{:02x}", static_cast<unsigned>(c.value));
        } else {
            out += fmt::format("\\u{{{:04x}}}", static_cast<unsigned>(c.value));
        }
        at += c.size_bytes;
    }
    return out;
}

/// Only strings of JSON hold what is not ASCII, and there any character may be written as its
/// number.
std::string json_line(const nlohmann::ordered_json& value) {
    const auto text = value.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
    std::string out;
    out.reserve(text.size() + 1);
    for (std::size_t at = 0; at < text.size();) {
        const auto c = galley::decode_at(text, at);
        if (is_unsafe(c.value)) {
            out += fmt::format("\\u{:04x}", static_cast<unsigned>(c.value));
        } else {
            out.append(text, at, c.size_bytes);
        }
        at += c.size_bytes;
    }
    return out + "\n";
}

}  // namespace galley::core::reporting
