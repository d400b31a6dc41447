// SPDX-License-Identifier: Apache-2.0
// File names as people see them.
#include "names.hpp"

#include <algorithm>

#include <galley/text.hpp>

namespace galley::files {
namespace {

bool acts_on_a_terminal(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == '\\' || (c >= 0x200E && c <= 0x200F) ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

/// decode_at takes overlong three-byte forms, surrogates and values above U+10FFFF: not UTF-8.
bool is_sound(code_point c) {
    const bool overlong =
        (c.size_bytes == 3 && c.value < 0x800) || (c.size_bytes == 4 && c.value < 0x10000);
    return !overlong && !(c.value >= 0xD800 && c.value <= 0xDFFF) && c.value <= 0x10FFFF &&
           !(c.size_bytes == 1 && c.value == 0xFFFD);
}

void append_escaped(std::string& out, std::string_view bytes) {
    static constexpr char kDigits[] = "0123456789abcdef";
    for (const char byte : bytes) {
        const auto value = static_cast<unsigned char>(byte);
        out.append("\\x").append(1, kDigits[value >> 4U]).append(1, kDigits[value & 0xFU]);
    }
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool ends_with_extension(std::string_view name, std::string_view extension) {
    if (extension.starts_with('.')) {
        extension.remove_prefix(1);
    }
    if (name.size() <= extension.size() || name[name.size() - extension.size() - 1] != '.') {
        return false;
    }
    const auto tail = name.substr(name.size() - extension.size());
    return std::equal(tail.begin(), tail.end(), extension.begin(), [](char a, char b) {
        return lower(a) == lower(b);
    });
}

}  // namespace

std::string shown_name(std::string_view bytes) {
    std::string out;
    out.reserve(bytes.size());
    for (std::size_t at = 0; at < bytes.size();) {
        auto c = decode_at(bytes, at);
        const bool sound = is_sound(c);
        const auto piece = bytes.substr(at, sound ? c.size_bytes : 1);
        if (sound && !acts_on_a_terminal(c.value)) {
            out.append(piece);
        } else {
            append_escaped(out, piece);
        }
        at += piece.size();
    }
    return out;
}

std::string_view media_type_of(std::string_view name) {
    if (ends_with_extension(name, "txt") || ends_with_extension(name, "text")) {
        return "text/plain";
    }
    if (ends_with_extension(name, "jsonl") || ends_with_extension(name, "ndjson")) {
        return "application/jsonl";
    }
    return {};
}

bool is_passed_over(std::string_view name) {
    return name.starts_with('.') || name.ends_with('~') ||
           (name.size() > 1 && name.starts_with('#') && name.ends_with('#'));
}

bool has_extension(std::string_view name, const std::vector<std::string>& extensions) {
    return extensions.empty() || std::any_of(extensions.begin(), extensions.end(), [&](auto& e) {
               return ends_with_extension(name, e);
           });
}

}  // namespace galley::files
