// SPDX-License-Identifier: Apache-2.0
// The fast scan: which bytes cannot begin a character that normalisation may change.
#include <cstdint>
#include <cstring>

#include "characters.hpp"

namespace galley::normalize_text {
namespace {

using Byte = unsigned char;

constexpr std::uint64_t kOnes = 0x0101010101010101U;
constexpr std::uint64_t kHighs = 0x8080808080808080U;

/// Whether all eight bytes are printable ASCII.
bool is_printable(const char* at) {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, at, sizeof bytes);
    const auto below_blank = (bytes - kOnes * 0x20) & ~bytes;
    const auto delete_or_high = (bytes + kOnes) | bytes;
    return ((below_blank | delete_or_high) & kHighs) == 0;
}

bool is_suspect_ascii(Byte c) {
    return (c < 0x20 && c != '\t' && c != '\n') || c == 0x7F;
}

/// U+0080..07FF: C1 and the soft hyphen, combining marks, Greek singletons, Hebrew and on.
bool is_suspect_pair(Byte a, Byte b) {
    switch (a) {
        case 0xC2:
            return b < 0xA0 || b == 0xAD;
        case 0xCC:
            return true;
        case 0xCD:
            return b < 0xB0 || b == 0xB4 || b == 0xBE;
        case 0xCE:
            return b == 0x87;
        case 0xD2:
            return b >= 0x83 && b <= 0x87;
        default:
            return a >= 0xD6;
    }
}

/// U+2000..2FFF, where quotes and dashes live beside all the invisible ones.
bool is_suspect_e2(Byte b, Byte c) {
    switch (b) {
        case 0x80:
            return c <= 0x81 || (c >= 0x8B && c <= 0x8F) || (c >= 0xA8 && c <= 0xAE);
        case 0x81:
            return c >= 0xA0;
        case 0x83:
            return c >= 0x90;
        case 0x84:
            return c == 0xA6 || c == 0xAA || c == 0xAB;
        case 0x8C:
            return c == 0xA9 || c == 0xAA;
        case 0xAB:
            return c == 0x9C;
        default:
            return b >= 0xB3;
    }
}

/// U+F000..FFFF: compatibility ideographs, presentation forms, half marks, the BOM, noncharacters.
bool is_suspect_ef(Byte b, Byte c, bool fold) {
    switch (b) {
        case 0xBC:
        case 0xBD:
            return fold;
        case 0xB8:
            return c >= 0xA0;
        case 0xBB:
            return c == 0xBF;
        case 0xBF:
            return c >= 0xB9 && c != 0xBD;
        default:
            return (b >= 0xA4 && b <= 0xAD) || b == 0xB7;
    }
}

bool is_suspect_triple(Byte a, Byte b, Byte c, bool fold) {
    switch (a) {
        case 0xE0:
            return true;
        case 0xE1:
            return b < 0xB8 || b > 0xBB;
        case 0xE2:
            return is_suspect_e2(b, c);
        case 0xE3:
            return (b == 0x80 && c >= 0xAA && c <= 0xAF) || (b == 0x82 && (c == 0x99 || c == 0x9A));
        case 0xEA:
            return b < 0xB0;
        case 0xED:
            return b > 0x9E;
        case 0xEF:
            return is_suspect_ef(b, c, fold);
        default:
            return false;
    }
}

/// Planes 1 and up: only pictographs and rare hanzi are safe.
bool is_suspect_quad(Byte a, Byte b, Byte c, Byte d) {
    const bool pictograph = b == 0x9F && !(c == 0xBF && d >= 0xBE);
    const bool hanzi = b >= 0xA0 && b < 0xAF;
    const bool last_of_plane = c == 0xBF && d >= 0xBE;
    return a != 0xF0 || last_of_plane || !(pictograph || hanzi);
}

}  // namespace

std::size_t find_suspect(std::string_view text, std::size_t at, bool fold) {
    const auto byte = [&](std::size_t i) { return static_cast<Byte>(text[i]); };
    while (at < text.size()) {
        const Byte first = byte(at);
        if (first >= 0xE4 && first <= 0xE9) {
            at += 3;
            continue;
        }
        if (first < 0x80) {
            if (at + 8 <= text.size() && is_printable(text.data() + at)) {
                at += 8;
            } else if (is_suspect_ascii(first)) {
                return at;
            } else {
                ++at;
            }
            continue;
        }
        const std::size_t size = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        if (at + size > text.size()) {
            return at;
        }
        const bool suspect = size == 2 ? is_suspect_pair(first, byte(at + 1))
                             : size == 3
                                 ? is_suspect_triple(first, byte(at + 1), byte(at + 2), fold)
                                 : is_suspect_quad(first, byte(at + 1), byte(at + 2), byte(at + 3));
        if (suspect) {
            return at;
        }
        at += size;
    }
    return std::string_view::npos;
}

}  // namespace galley::normalize_text
