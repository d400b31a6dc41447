// SPDX-License-Identifier: Apache-2.0
// Decodes UTF-8 and knows which characters are blank or two columns wide.
#include "core/rules/utf8.hpp"

#include "core/rules/counted.hpp"

namespace galley::core::rules {

namespace {

template <std::size_t kLength>
char32_t decode(std::string_view text, ByteOffset& at) {
    constexpr char32_t kSmallest = kLength == 2 ? 0x80 : kLength == 3 ? 0x800 : 0x10000;
    const auto bytes = text.substr(at, kLength);
    ++at;
    if (bytes.size() < kLength) {
        return kInvalidChar;
    }
    auto c = static_cast<char32_t>(static_cast<unsigned char>(bytes[0]) & (0xFFU >> (kLength + 1)));
    for (std::size_t i = 1; i < kLength; ++i) {
        const auto tail = static_cast<unsigned char>(bytes[i]) ^ 0x80U;
        if (tail > 0x3F) {
            return kInvalidChar;
        }
        c = (c << 6U) | tail;
    }
    if (c < kSmallest || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) {
        return kInvalidChar;
    }
    at += kLength - 1;
    return c;
}

}  // namespace

char32_t decode_long_at(std::string_view text, ByteOffset& at) {
    const auto lead = static_cast<unsigned char>(text[at]);
    if (lead >= 0xE0 && lead < 0xF0) {
        return decode<3>(text, at);
    }
    if (lead >= 0xC2 && lead < 0xE0) {
        return decode<2>(text, at);
    }
    if (lead >= 0xF0 && lead < 0xF8) {
        return decode<4>(text, at);
    }
    ++at;
    return kInvalidChar;
}

ByteOffset find_invalid_utf8(std::string_view text) {
    for (ByteOffset at = 0; at < text.size();) {
        const ByteOffset begin = at;
        if (decode_at(text, at) == kInvalidChar) {
            return begin;
        }
    }
    return std::string_view::npos;
}

void append_utf8(std::string& out, char32_t c) {
    const auto tail = [&](unsigned shift) {
        out += static_cast<char>(0x80U | ((c >> shift) & 0x3FU));
    };
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xC0U | (c >> 6U));
        tail(0);
    } else if (c < 0x10000) {
        out += static_cast<char>(0xE0U | (c >> 12U));
        tail(6);
        tail(0);
    } else {
        out += static_cast<char>(0xF0U | (c >> 18U));
        tail(12);
        tail(6);
        tail(0);
    }
}

bool is_blank(char32_t c) {
    switch (c) {
        case ' ':
        case '\t':
        case '\v':
        case '\f':
        case '\r':
        case 0xA0:    // no-break space
        case 0x200B:  // zero width space
        case 0x3000:  // ideographic space
        case 0xFEFF:  // byte order mark
            return true;
        default:
            return false;
    }
}

bool is_blank_line(std::string_view line) {
    for (ByteOffset at = 0; at < line.size();) {
        if (!is_blank(decode_at(line, at))) {
            return false;
        }
    }
    return true;
}

namespace {

std::string_view without_blanks_before(std::string_view line) {
    for (ByteOffset at = 0; at < line.size();) {
        const auto begin = at;
        if (!is_blank(decode_at(line, at))) {
            return line.substr(begin);
        }
    }
    return {};
}

std::string_view without_blanks_behind(std::string_view line) {
    while (!line.empty()) {
        auto last = line.size() - 1;
        while (last > 0 && (static_cast<unsigned char>(line[last]) & 0xC0U) == 0x80U) {
            --last;
        }
        auto at = last;
        if (!is_blank(decode_at(line, at))) {
            break;
        }
        line = line.substr(0, last);
    }
    return line;
}

}  // namespace

std::size_t count_chars(std::string_view line) {
    return count_all(without_blanks_behind(without_blanks_before(line)));
}

std::size_t count_columns(std::string_view line) {
    std::size_t columns = 0;
    for (ByteOffset at = 0; at < line.size();) {
        const char32_t c = decode_at(line, at);
        const bool wide = (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) ||
                          (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) ||
                          (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
                          (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x20000 && c <= 0x3FFFD);
        columns += wide ? 2 : 1;
    }
    return columns;
}

}  // namespace galley::core::rules
