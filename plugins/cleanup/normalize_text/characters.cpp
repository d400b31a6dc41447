// SPDX-License-Identifier: Apache-2.0
// What normalisation thinks of a character.
#include "characters.hpp"

#include <unicode/uchar.h>

#include <galley/text.hpp>

namespace galley::normalize_text {
namespace {

constexpr bool is_noncharacter(char32_t c) {
    return (c & 0xFFFEU) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
}

constexpr bool is_annotation(char32_t c) {
    return c >= 0xFFF9 && c <= 0xFFFC;
}

bool is_script_block(char32_t c, char32_t first, char32_t last) {
    return c >= first && c <= last;
}

}  // namespace

Kind kind_of(char32_t c) {
    switch (c) {
        case 0x0B:
        case 0x0C:
        case '\r':
        case 0x85:
        case 0x2028:
        case 0x2029:
            return Kind::kLineBreak;
        case 0xAD:
            return Kind::kSoftHyphen;
        case 0x200B:
            return Kind::kWordBreak;
        case 0x200C:
        case 0x200D:
            return Kind::kJoiner;
        case 0x061C:
        case 0x200E:
        case 0x200F:
            return Kind::kBidiMark;
        case 0xFEFF:
            return Kind::kZeroWidth;
        default:
            break;
    }
    if ((c < 0x20 && c != '\t') || (c >= 0x7F && c < 0xA0) || is_noncharacter(c) ||
        is_annotation(c)) {
        return Kind::kControl;
    }
    if (c >= 0x2060 && c <= 0x2064) {
        return Kind::kZeroWidth;
    }
    if ((c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x206F)) {
        return Kind::kBidi;
    }
    if (c >= 0xE0000 && c <= 0xE007F) {
        return Kind::kTag;
    }
    return is_blank(c) ? Kind::kBlank : Kind::kKept;
}

char32_t folded(char32_t c, bool all) {
    const bool digit_or_letter = (c >= 0xFF10 && c <= 0xFF19) || (c >= 0xFF21 && c <= 0xFF3A) ||
                                 (c >= 0xFF41 && c <= 0xFF5A);
    return digit_or_letter || (all && c >= 0xFF01 && c <= 0xFF5E) ? c - 0xFEE0 : c;
}

std::size_t escape_sequence_size(std::string_view text) {
    if (!text.starts_with("\x1B[")) {
        return 0;
    }
    std::size_t at = 2;
    while (at < text.size() && text[at] >= 0x20 && text[at] <= 0x3F) {
        ++at;
    }
    return at < text.size() && text[at] >= 0x40 && text[at] <= 0x7E ? at + 1 : 0;
}

bool uses_joiners(char32_t c) {
    return is_script_block(c, 0x0600, 0x08FF) || is_script_block(c, 0x0900, 0x0DFF) ||
           is_script_block(c, 0x0F00, 0x109F) || is_script_block(c, 0x1780, 0x18AF) ||
           is_script_block(c, 0xA800, 0xABFF) || is_script_block(c, 0xFB50, 0xFDCF) ||
           is_script_block(c, 0xFE70, 0xFEFC) || is_script_block(c, 0x10A00, 0x11FFF);
}

bool uses_word_breaks(char32_t c) {
    return is_script_block(c, 0x0E00, 0x109F) || is_script_block(c, 0x1780, 0x17FF) ||
           is_script_block(c, 0x1950, 0x1AAF);
}

bool is_emoji(char32_t c) {
    return u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_EXTENDED_PICTOGRAPHIC) != 0;
}

bool is_emoji_modifier(char32_t c) {
    return c == 0xFE0F || (c >= 0x1F3FB && c <= 0x1F3FF);
}

bool has_right_to_left(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        if (static_cast<unsigned char>(text[at]) < 0xD6) {
            ++at;
            continue;
        }
        const auto c = decode_at(text, at);
        const auto direction = u_charDirection(static_cast<UChar32>(c.value));
        if (direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC) {
            return true;
        }
        at += c.size_bytes;
    }
    return false;
}

}  // namespace galley::normalize_text
