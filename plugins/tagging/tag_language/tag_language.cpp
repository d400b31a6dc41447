// SPDX-License-Identifier: Apache-2.0
// Counts letters by script, then decides within the script.
#include "tag_language.hpp"

#include <algorithm>
#include <array>
#include <string>

#include <galley/text.hpp>

#include "han_scripts.hpp"

namespace galley::tag_language {
namespace {

/// What was counted in a text.
struct Letters {
    double han = 0, kana = 0, hangul = 0, latin = 0, cyrillic = 0, greek = 0, hebrew = 0, thai = 0;
    double other = 0;  ///< letters of scripts not known here
    double simplified = 0, traditional = 0;
    double russian = 0, ukrainian = 0;  ///< letters that the other does not have
};

bool is_kana(char32_t c) {
    return c >= 0x3041 && c <= 0x30FF && c != 0x30FB && c != 0x30FC;
}

bool holds(std::u32string_view sorted, char32_t c) {
    return std::binary_search(sorted.begin(), sorted.end(), c);
}

void count_cyrillic(char32_t c, Letters& letters) {
    constexpr std::u32string_view kRussian = U"ыэёЫЭЁ";
    constexpr std::u32string_view kUkrainian = U"іїєґІЇЄҐ";
    letters.cyrillic += 1;
    letters.russian += kRussian.find(c) != std::u32string_view::npos;
    letters.ukrainian += kUkrainian.find(c) != std::u32string_view::npos;
}

void count_han(char32_t c, Letters& letters) {
    letters.han += 1;
    letters.simplified += holds(kSimplifiedOnly, c);
    letters.traditional += holds(kTraditionalOnly, c);
}

void count_letter(char32_t c, Letters& letters) {
    if (is_han(c)) {
        count_han(c, letters);
    } else if (is_kana(c)) {
        letters.kana += 1;
    } else if (c >= 0xAC00 && c <= 0xD7A3) {
        letters.hangul += 1;
    } else if (is_latin_letter(c)) {
        letters.latin += 1;
    } else if (c >= 0x400 && c <= 0x52F) {
        count_cyrillic(c, letters);
    } else if (c >= 0x370 && c <= 0x3FF) {
        letters.greek += 1;
    } else if (c >= 0x5D0 && c <= 0x5EA) {
        letters.hebrew += 1;
    } else if (c >= 0xE01 && c <= 0xE4E) {
        letters.thai += 1;
    } else if (c >= 0x530 && c <= 0x1CFF) {
        letters.other += 1;
    }
}

/// Share of words that English cannot do without.
double english_share(std::string_view text) {
    static constexpr std::array<std::string_view, 24> kWords{
        "the", "of", "and",  "to", "in", "that", "for", "is",   "was", "on",  "with", "it",
        "at",  "by", "from", "as", "be", "are",  "has", "have", "he",  "his", "said", "will"};
    double words = 0;
    double english = 0;
    std::string word;
    const auto finish = [&] {
        words += !word.empty();
        english += std::find(kWords.begin(), kWords.end(), word) != kWords.end();
        word.clear();
    };
    each_char(text, [&](char32_t c, std::size_t) {
        if (is_latin_letter(c)) {
            word += c < 0x80 ? static_cast<char>(c | 0x20U) : '?';
        } else {
            finish();
        }
    });
    finish();
    return words == 0 ? 0 : english / words;
}

/// Which of the two scripts, when its characters are at least four of five of those that tell.
Language chinese_of(const Letters& letters) {
    const double telling = letters.simplified + letters.traditional;
    const double most = std::max(letters.simplified, letters.traditional);
    if (telling < 3 || most < 0.8 * telling) {
        return {"zh", 0.5};
    }
    const double sure = std::min(1.0, 0.7 + telling / 40) * (most / telling);
    return {letters.simplified > letters.traditional ? "zh-Hans" : "zh-Hant", sure};
}

Language latin_of(std::string_view text) {
    const double share = english_share(text);
    return share >= 0.12 ? Language{"en", std::min(1.0, 0.5 + share * 2)} : Language{"und", share};
}

/// A Han character says as much as three letters do.
constexpr double kHanLetters = 3;

/// The language of the script that has most of the text.
Language language_of(std::string_view text, const Letters& letters, double most) {
    if (most == letters.latin) {
        return latin_of(text);
    }
    if (most == letters.hangul * kHanLetters) {
        return {"ko", 1};
    }
    if (most == letters.cyrillic) {
        const double telling = letters.russian + letters.ukrainian;
        return telling < 3                               ? Language{"und", 0.3}
               : letters.russian > 4 * letters.ukrainian ? Language{"ru", 0.9}
               : letters.ukrainian > 4 * letters.russian ? Language{"uk", 0.9}
                                                         : Language{"und", 0.3};
    }
    if (most == letters.greek) {
        return {"el", 1};
    }
    if (most == letters.hebrew) {
        return {"he", 0.9};
    }
    if (most == letters.thai) {
        return {"th", 1};
    }
    return {"und", 0};
}

std::string_view front(std::string_view text) {
    constexpr std::size_t kEnoughBytes = 64U << 10U;
    auto end = std::min(text.size(), kEnoughBytes);
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
        ++end;
    }
    return text.substr(0, end);
}

}  // namespace

Language language_of(std::string_view text) {
    text = front(text);
    Letters letters;
    each_char(text, [&](char32_t c, std::size_t) { count_letter(c, letters); });
    const double east = (letters.han + letters.kana) * kHanLetters;
    const double korean = letters.hangul * kHanLetters;
    const double all = east + korean + letters.latin + letters.cyrillic + letters.greek +
                       letters.hebrew + letters.thai + letters.other;
    const double most = std::max(
        {east,
         korean,
         letters.latin,
         letters.cyrillic,
         letters.greek,
         letters.hebrew,
         letters.thai,
         letters.other});
    constexpr double kFewLetters = 24;
    if (all < kFewLetters || most < 0.6 * all) {
        return {"und", 0.1};
    }
    const bool japanese = letters.kana >= 0.12 * (letters.han + letters.kana);
    auto found = most != east ? language_of(text, letters, most)
                 : japanese   ? Language{"ja", 1}
                              : chinese_of(letters);
    constexpr double kManyLetters = 150;
    found.confidence *= most / all * std::min(1.0, 0.5 + all / (2 * kManyLetters));
    return found;
}

}  // namespace galley::tag_language
