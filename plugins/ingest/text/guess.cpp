// SPDX-License-Identifier: Apache-2.0
// Guesses the encoding of bytes that are not UTF-8.
#include "guess.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <uchardet/uchardet.h>

#include <galley/text.hpp>

#include "common_hanzi.hpp"
#include "converter.hpp"

namespace galley::text {
namespace {

constexpr std::size_t kSampleBytes = 65536;
constexpr double kLeastPlausible = 0.9;  // of UTF-16 code units
constexpr double kLeastCommon = 0.15;    // of hanzi; a wrong table gives some 0.03
constexpr double kLeastEveryday = 0.8;   // of hanzi, for texts too short to hold common ones
constexpr std::size_t kFewHanzi = 20;    // below it chance has a say
constexpr double kLeastDetector = 0.5;   // of uchardet's own confidence

/// Code units that make up nearly all of a newspaper: Latin, Cyrillic, kana, hanzi, their
/// punctuation. Hangul is left out: GBK read as UTF-16 looks like it.
bool is_plausible(unsigned unit) {
    return (unit >= 0x20 && unit < 0x7F) || unit == '\n' || unit == '\r' || unit == '\t' ||
           (unit >= 0xA0 && unit < 0x250) || (unit >= 0x400 && unit < 0x460) ||
           (unit >= 0x2010 && unit <= 0x2030) || (unit >= 0x3000 && unit < 0x3100) ||
           (unit >= 0x4E00 && unit < 0xA000) || (unit >= 0xFF01 && unit < 0xFF60);
}

bool is_sign_of_order(unsigned unit) {
    return unit == '\n' || unit == ' ' || unit == 0x3000 || unit == 0x3001 || unit == 0x3002 ||
           unit == 0xFF0C;
}

double utf16_quality(std::string_view bytes, bool little_endian) {
    std::size_t plausible = 0;
    bool sign = false;
    for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
        const auto a = static_cast<unsigned char>(bytes[i]);
        const auto b = static_cast<unsigned char>(bytes[i + 1]);
        const unsigned unit = little_endian ? a | (unsigned{b} << 8U) : b | (unsigned{a} << 8U);
        plausible += is_plausible(unit);
        sign = sign || is_sign_of_order(unit);
    }
    return sign ? static_cast<double>(plausible) * 2 / static_cast<double>(bytes.size()) : 0;
}

/// How well decoded text looks like Chinese.
struct Look {
    std::size_t hanzi = 0, common = 0, errors = 0;

    double common_share() const {
        return hanzi == 0 ? 0 : static_cast<double>(common) / static_cast<double>(hanzi);
    }

    /// A cut sample may end inside a character.
    bool is_nearly_clean() const { return errors <= 1 + hanzi / 100; }
};

Look look_at(std::string_view sample, const Encoding& encoding) {
    const auto converted = convert(sample, encoding.iconv, encoding.unit_bytes);
    Look out;
    out.errors = converted.errors;
    each_char(converted.utf8, [&](char32_t c, std::size_t) {
        out.hanzi += is_han(c);
        out.common += is_common_hanzi(c);
    });
    return out;
}

/// The share of double bytes in GB2312's first level and punctuation (or in Big5's): what is
/// typed every day, for texts of a few characters.
double everyday_share(std::string_view sample, bool big5) {
    std::size_t pairs = 0;
    std::size_t everyday = 0;
    for (std::size_t i = 0; i < sample.size(); ++i) {
        const auto lead = static_cast<unsigned char>(sample[i]);
        if (lead < 0x80) {
            continue;
        }
        const auto trail = i + 1 < sample.size() ? static_cast<unsigned char>(sample[i + 1]) : 0U;
        const bool hanzi = big5 ? lead >= 0xA4 && lead <= 0xC6 : lead >= 0xB0 && lead <= 0xD7;
        const bool trails = trail >= 0xA1 || (big5 && trail >= 0x40 && trail < 0x7F);
        everyday += trails && (hanzi || (lead >= 0xA1 && lead <= 0xA3));
        ++pairs;
        ++i;
    }
    return pairs == 0 ? 0 : static_cast<double>(everyday) / static_cast<double>(pairs);
}

std::optional<Guess> guess_chinese(std::string_view sample) {
    const auto gb18030 = *encoding_named("gb18030");
    const auto big5 = *encoding_named("big5");
    const auto simplified = look_at(sample, gb18030);
    const auto traditional = look_at(sample, big5);
    const bool is_big5 = traditional.common_share() > simplified.common_share();
    const auto& better = is_big5 ? traditional : simplified;
    if (better.common >= 3 && better.common_share() >= kLeastCommon && better.is_nearly_clean()) {
        const double most = better.hanzi < kFewHanzi ? 0.8 : 0.99;
        const double sure = std::min(most, 0.6 + better.common_share());
        return Guess{is_big5 ? big5 : gb18030, sure};
    }
    if (simplified.errors == 0 && everyday_share(sample, false) >= kLeastEveryday) {
        return Guess{gb18030, 0.5};
    }
    if (traditional.errors == 0 && everyday_share(sample, true) >= kLeastEveryday) {
        return Guess{big5, 0.4};
    }
    return std::nullopt;
}

std::optional<Guess> ask_uchardet(std::string_view sample) {
    const std::unique_ptr<uchardet, void (*)(uchardet_t)> detector(uchardet_new(), uchardet_delete);
    if (uchardet_handle_data(detector.get(), sample.data(), sample.size()) != 0) {
        return std::nullopt;
    }
    uchardet_data_end(detector.get());
    const auto encoding = encoding_named(uchardet_get_charset(detector.get()));
    if (!encoding || encoding->iconv == nullptr) {
        return std::nullopt;
    }
    return Guess{*encoding, kLeastDetector};
}

}  // namespace

std::optional<Guess> guess_utf16(std::string_view bytes) {
    if (bytes.size() < 4 || bytes.size() % 2 != 0) {
        return std::nullopt;
    }
    const auto sample = bytes.substr(0, kSampleBytes);
    const double little = utf16_quality(sample, true);
    const double big = utf16_quality(sample, false);
    if (std::max(little, big) < kLeastPlausible) {
        return std::nullopt;
    }
    return Guess{
        *encoding_named(little >= big ? "utf-16le" : "utf-16be"), 0.95 * std::max(little, big)};
}

Guess guess_legacy(std::string_view bytes) {
    const auto sample = bytes.substr(0, kSampleBytes);
    if (const auto chinese = guess_chinese(sample)) {
        return *chinese;
    }
    if (const auto guess = ask_uchardet(sample)) {
        const auto look = look_at(sample, guess->encoding);
        if (look.errors == 0 || (sample.size() < bytes.size() && look.errors == 1)) {
            return *guess;
        }
    }
    return {*encoding_named("windows-1252"), 0.1};
}

}  // namespace galley::text
