// SPDX-License-Identifier: Apache-2.0
// One table says which characters are made visible; nothing of a document reaches the page raw.
#include "html_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include <galley/text.hpp>

namespace galley::proof_sheet {
namespace {

struct Invisible {
    char32_t first, last;
    std::string_view label;  ///< empty: the code point itself
};

/// Characters that change how others look or are read; joiners inside emoji and scripts stay.
constexpr std::array kInvisible = {
    Invisible{0x7F, 0x7F, "\u2421"},  Invisible{0x80, 0x9F, ""},
    Invisible{0xAD, 0xAD, "SHY"},     Invisible{0x61C, 0x61C, "ALM"},
    Invisible{0x180E, 0x180E, "MVS"}, Invisible{0x200B, 0x200B, "ZWSP"},
    Invisible{0x200E, 0x200E, "LRM"}, Invisible{0x200F, 0x200F, "RLM"},
    Invisible{0x2028, 0x2028, "LS"},  Invisible{0x2029, 0x2029, "PS"},
    Invisible{0x202A, 0x202A, "LRE"}, Invisible{0x202B, 0x202B, "RLE"},
    Invisible{0x202C, 0x202C, "PDF"}, Invisible{0x202D, 0x202D, "LRO"},
    Invisible{0x202E, 0x202E, "RLO"}, Invisible{0x2060, 0x2064, ""},
    Invisible{0x2066, 0x2066, "LRI"}, Invisible{0x2067, 0x2067, "RLI"},
    Invisible{0x2068, 0x2068, "FSI"}, Invisible{0x2069, 0x2069, "PDI"},
    Invisible{0x206A, 0x206F, ""},    Invisible{0xFEFF, 0xFEFF, "BOM"},
    Invisible{0xFFF9, 0xFFFB, ""},    Invisible{0xE0000, 0xE0FFF, ""},
};

bool is_control(char32_t c) {
    return c < 0x20 && c != '\n' && c != '\t';
}

const Invisible* find_invisible(char32_t c) {
    if (c < 0x7F) {
        return nullptr;
    }
    const auto at = std::lower_bound(
        kInvisible.begin(), kInvisible.end(), c, [](const Invisible& known, char32_t wanted) {
            return known.last < wanted;
        });
    return at != kInvisible.end() && at->first <= c ? &*at : nullptr;
}

void append_code_point(std::string& html, char32_t c) {
    std::array<char, 8> digits{};
    const auto end =
        std::to_chars(digits.data(), digits.data() + digits.size(), std::uint32_t{c}, 16).ptr;
    html += "U+";
    html.append(static_cast<std::size_t>(std::max(0L, 4 - (end - digits.data()))), '0');
    for (const char* digit = digits.data(); digit != end; ++digit) {
        html += *digit >= 'a' ? static_cast<char>(*digit - 'a' + 'A') : *digit;
    }
}

/// Appends "&amp;" and its kin. @returns  whether the character is one that HTML reads as markup.
bool append_entity(std::string& html, char32_t c) {
    switch (c) {
        case '&':
            html += "&amp;";
            return true;
        case '<':
            html += "&lt;";
            return true;
        case '>':
            html += "&gt;";
            return true;
        case '"':
            html += "&quot;";
            return true;
        case '\'':
            html += "&#39;";
            return true;
        default:
            return false;
    }
}

/// Appends a character that must not be raw. @returns  false when it may be.
bool append_marked(std::string& html, char32_t c) {
    const auto* invisible = find_invisible(c);
    if (invisible == nullptr && !is_control(c)) {
        return false;
    }
    html += "<i class=\"ctl\" title=\"";
    append_code_point(html, c);
    html += "\">";
    if (is_control(c)) {  // the control pictures stand in the order of the controls
        html += "\xE2\x90";
        html += static_cast<char>(0x80U + c);
    } else if (invisible->label.empty()) {
        append_code_point(html, c);
    } else {
        html += invisible->label;
    }
    html += "</i>";
    return true;
}

bool is_plain(char32_t c, std::size_t size_bytes) {
    if (c == 0xFFFD && size_bytes == 1) {  // not UTF-8
        return false;
    }
    const bool markup = c == '&' || c == '<' || c == '>' || c == '"' || c == '\'';
    return !markup && c != '\n' && !is_blank(c) && !is_control(c) && find_invisible(c) == nullptr;
}

/// Copies runs of plain characters and calls special(char32_t) for each other one; those it
/// returns false for are copied too.
template <class F>
void append_runs(std::string& html, std::string_view text, F&& special) {
    std::size_t copied = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto c = decode_at(text, at);
        if (!is_plain(c.value, c.size_bytes)) {
            html.append(text, copied, at - copied);
            if (c.value == 0xFFFD && c.size_bytes == 1) {
                html += "\uFFFD";
            } else if (!special(c.value)) {
                html.append(text, at, c.size_bytes);
            }
            copied = at + c.size_bytes;
        }
        at += c.size_bytes;
    }
    html.append(text, copied);
}

}  // namespace

void append_text(std::string& html, std::string_view text) {
    append_runs(
        html, text, [&](char32_t c) { return append_entity(html, c) || append_marked(html, c); });
}

void append_blanks_shown(std::string& html, std::string_view text) {
    append_runs(html, text, [&](char32_t c) {
        if (c == '\n') {
            html += "\u23CE";
        } else if (is_blank(c) && find_invisible(c) == nullptr) {
            html += c == 0x3000 ? "\u25A1" : "\u00B7";
        } else {
            return append_entity(html, c) || append_marked(html, c);
        }
        return true;
    });
}

void append_attribute(std::string& html, std::string_view text) {
    append_runs(html, text, [&](char32_t c) {
        if (find_invisible(c) != nullptr || is_control(c)) {
            html += '[';
            append_code_point(html, c);
            html += ']';
            return true;
        }
        return append_entity(html, c);
    });
}

bool is_blank_text(std::string_view text) {
    return trim(text).empty();
}

}  // namespace galley::proof_sheet
