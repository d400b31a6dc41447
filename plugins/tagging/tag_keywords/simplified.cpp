// SPDX-License-Identifier: Apache-2.0
// Reads ICU's table of characters once.
#include "simplified.hpp"

#include <array>
#include <memory>
#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <galley/text.hpp>

namespace galley::tag_keywords {
namespace {

constexpr char32_t kFirst = 0x4E00;
constexpr char32_t kEnd = 0xA000;  // all between have three bytes, so places stay

using Table = std::array<char16_t, kEnd - kFirst>;

// One line a character: the rules of ICU that look at neighbours find none.
Table read_table() {
    Table table{};
    icu::UnicodeString lines;
    for (char32_t c = kFirst; c < kEnd; ++c) {
        table[c - kFirst] = static_cast<char16_t>(c);
        lines.append(static_cast<char16_t>(c)).append(u'\n');
    }
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::Transliterator> rules(
        icu::Transliterator::createInstance("Hant-Hans", UTRANS_FORWARD, status));
    if (U_FAILURE(status) || rules == nullptr) {
        return table;  // an ICU without its data: words are looked up as they stand
    }
    rules->transliterate(lines);
    std::size_t row = 0;
    for (int32_t at = 0; at < lines.length() && row < table.size(); ++row) {
        const auto end = lines.indexOf(u'\n', at);
        const char16_t c = lines.charAt(at);
        table[row] = end == at + 1 && c >= kFirst && c < kEnd ? c : table[row];
        at = end + 1;
    }
    return table;
}

void put(char16_t c, std::string& text, std::size_t at) {
    text[at] = static_cast<char>(0xE0U | (c >> 12U));
    text[at + 1] = static_cast<char>(0x80U | ((c >> 6U) & 0x3FU));
    text[at + 2] = static_cast<char>(0x80U | (c & 0x3FU));
}

}  // namespace

std::string simplified(std::string_view text) {
    static const Table table = read_table();  // never changes once it is read
    std::string out(text);
    each_char(text, [&](char32_t c, std::size_t at) {
        if (c >= kFirst && c < kEnd && table[c - kFirst] != c) {
            put(table[c - kFirst], out, at);
        }
    });
    return out;
}

}  // namespace galley::tag_keywords
