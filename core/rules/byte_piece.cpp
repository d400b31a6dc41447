// SPDX-License-Identifier: Apache-2.0
// Writes one character's class, or a repetition, as a pattern for bytes.
#include "core/rules/byte_piece.hpp"

#include <algorithm>

#include "core/rules/utf8.hpp"

namespace galley::core::rules {

namespace {

constexpr std::uint32_t kMaxByteCount = 64;   // larger counts of one byte become "at least"
constexpr std::uint32_t kMaxGroupCount = 16;  // the same for groups
constexpr std::size_t kMaxCopiedBytes = 256;  // and for groups whose copies would be larger

void append_hex(std::string& out, unsigned byte) {
    static constexpr char kDigits[] = "0123456789abcdef";
    out += "\\x";
    out += kDigits[byte >> 4U];
    out += kDigits[byte & 15U];
}

void append_byte(std::string& out, char32_t byte) {
    const bool word = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
                      (byte >= 'a' && byte <= 'z');
    if (word || byte == ' ' || byte == '_' || byte == ',') {
        out += static_cast<char>(byte);
    } else if (byte > ' ' && byte < 0x7F) {
        out += '\\';
        out += static_cast<char>(byte);
    } else {
        append_hex(out, static_cast<unsigned>(byte));
    }
}

void append_byte_range(std::string& out, char32_t first, char32_t last) {
    append_byte(out, first);
    if (last > first) {
        out += last > first + 1 ? "-" : "";
        append_byte(out, last);
    }
}

unsigned char lead_byte(char32_t c) {
    std::string bytes;
    append_utf8(bytes, c);
    return static_cast<unsigned char>(bytes.front());
}

// The members of a class, in the two halves that bytes treat differently.
struct ByteForm {
    std::string ascii;    // inside of [...], may be ""
    std::string leads;    // inside of [...]: first bytes of the others
    std::string spelled;  // "|x|y": the others, if they are few
    bool few = true;
    std::size_t ascii_count = 0;
};

ByteForm byte_form(const CharSet& set) {
    ByteForm form;
    std::size_t others = 0;
    for (auto [first, last] : set.sorted()) {
        if (first < 0x80) {
            const char32_t end = std::min<char32_t>(last, 0x7F);
            append_byte_range(form.ascii, first, end);
            form.ascii_count += end - first + 1;
            first = 0x80;
        }
        if (last < 0x80) {
            continue;
        }
        others += last - first + 1;
        append_byte_range(form.leads, lead_byte(first), lead_byte(last));
        for (char32_t c = first; c <= last && others <= kMaxSpelledChars; ++c) {
            form.spelled += '|';
            append_utf8(form.spelled, c);
        }
    }
    form.few = others <= kMaxSpelledChars;
    return form;
}

}  // namespace

Piece piece_of(const OneChar& one) {
    auto form = byte_form(one.set);
    if (!form.few) {
        return {"[" + form.ascii + "\\x80-\\xbf" + form.leads + "]", Shape::kBroad};
    }
    if (form.spelled.empty()) {
        const bool plain = one.literal && form.ascii_count == 1;
        return {plain ? form.ascii : "[" + form.ascii + "]", Shape::kByte};
    }
    if (form.ascii.empty()) {
        form.spelled.erase(0, 1);
        const bool single = form.spelled.find('|') == std::string::npos;
        return {single ? form.spelled : "(?:" + form.spelled + ")", Shape::kGroup};
    }
    return {"(?:[" + form.ascii + "]" + form.spelled + ")", Shape::kGroup};
}

std::string once(const Piece& piece) {
    return piece.shape == Shape::kBroad ? piece.text + "{1,4}" : piece.text;
}

bool is_too_large(const Piece& piece, const Count& count) {
    return piece.shape == Shape::kGroup && count.most && *count.most > 1 &&
           *count.most * piece.text.size() > kMaxCopiedBytes;
}

std::string repeat(const Piece& piece, const Count& count) {
    if (piece.shape == Shape::kBroad) {
        return piece.text + (count.least == 0 ? "*" : "+");
    }
    const bool byte = piece.shape == Shape::kByte;
    std::string out = byte || piece.text.starts_with("(?:") ? piece.text : "(?:" + piece.text + ")";
    const std::uint32_t bound = byte ? kMaxByteCount : kMaxGroupCount;
    // Hyperscan writes a counted group out, and refuses a rule that grows too large by it.
    const auto too_large = [&](std::uint32_t copies) {
        return copies > bound || (!byte && copies > 1 && copies * out.size() > kMaxCopiedBytes);
    };
    const bool open = !count.most || too_large(*count.most);
    const std::uint32_t least =
        too_large(count.least) ? (byte ? bound : std::min(count.least, 1U)) : count.least;
    if (open && least <= 1) {
        return out + (least == 0 ? "*" : "+");
    }
    if (!open && least == 0 && *count.most == 1) {
        return out + "?";
    }
    out += "{" + std::to_string(least);
    if (open) {
        return out + ",}";
    }
    return out + (*count.most == least ? "" : "," + std::to_string(*count.most)) + "}";
}

}  // namespace galley::core::rules
