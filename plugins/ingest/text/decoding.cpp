// SPDX-License-Identifier: Apache-2.0
// The bytes of a file to a document's text.
#include "decoding.hpp"

#include <simdjson.h>

#include <galley/line_ends.hpp>
#include <galley/text.hpp>

#include "converter.hpp"
#include "mixed.hpp"
#include "not_text.hpp"

namespace galley::text {
namespace {

constexpr std::size_t kSoundPerError =
    2;  // GBK read as UTF-8 has five errors for one sound sequence

bool is_utf8(std::string_view bytes) {
    return simdjson::validate_utf8(bytes.data(), bytes.size());
}

bool has_nul(std::string_view bytes) {
    return bytes.find('\0') != std::string_view::npos;
}

Decoded from(Converted converted, const Guess& guess) {
    return {
        std::move(converted.utf8), guess.encoding.name, guess.confidence, converted.errors, {}, {}};
}

Decoded decode_as(std::string bytes, const Guess& guess) {
    if (guess.encoding.iconv != nullptr) {
        return from(convert(bytes, guess.encoding.iconv, guess.encoding.unit_bytes), guess);
    }
    if (!is_utf8(bytes)) {
        return from(repair_utf8(bytes), guess);
    }
    return {std::move(bytes), guess.encoding.name, guess.confidence, 0, {}, {}};
}

/// UTF-8 with a few bad places: cut characters, a stray byte, surrogates. Not: another encoding.
std::optional<Decoded> decode_nearly_utf8(std::string_view bytes) {
    auto repaired = repair_utf8(bytes);
    if (repaired.sound_sequences < kSoundPerError * repaired.errors) {
        return std::nullopt;
    }
    const auto sequences = static_cast<double>(repaired.sound_sequences + repaired.errors);
    const double sure = static_cast<double>(repaired.sound_sequences) / sequences;
    return from(std::move(repaired), {*encoding_named("utf-8"), sure});
}

/// Lines of UTF-8 and lines of GB18030 or Big5.
std::optional<Decoded> decode_lines(std::string_view bytes) {
    constexpr double kSure = 0.7;  // every line decodes, but two tables had a say
    auto mixed = decode_mixed(bytes);
    if (!mixed) {
        return std::nullopt;
    }
    auto out = from(std::move(mixed->text), {*encoding_named("utf-8"), kSure});
    out.mixed_with = mixed->other.name;
    return out;
}

struct Attempt {
    Decoded decoded;
    bool guessed = false;
};

Attempt find_out(std::string bytes) {
    const auto utf8 = *encoding_named("utf-8");
    if (const auto mark = byte_order_mark(bytes)) {
        bytes.erase(0, mark->size_bytes);
        return {decode_as(std::move(bytes), {mark->encoding, 1}), false};
    }
    const bool valid = is_utf8(bytes);
    if (!valid || has_nul(bytes)) {
        if (const auto utf16 = guess_utf16(bytes)) {
            return {decode_as(std::move(bytes), *utf16), false};
        }
    }
    if (valid) {
        return {decode_as(std::move(bytes), {utf8, 1}), false};
    }
    if (auto lines = decode_lines(bytes)) {
        return {*std::move(lines), false};
    }
    if (auto nearly = decode_nearly_utf8(bytes)) {
        return {std::move(*nearly), false};
    }
    const auto guess = guess_legacy(bytes);
    return {decode_as(std::move(bytes), guess), true};
}

Decoded decode_wanted(std::string bytes, Encoding wanted) {
    if (const auto mark = byte_order_mark(bytes)) {
        const bool any_order = wanted.name == "UTF-16" && mark->encoding.unit_bytes == 2;
        if (any_order || mark->encoding.name == wanted.name) {
            bytes.erase(0, mark->size_bytes);
            wanted = mark->encoding;
        }
    }
    return decode_as(std::move(bytes), {wanted, 1});
}

std::string why_not_text(const Decoded& decoded, bool guessed) {
    const auto controls = count_controls(decoded.text);
    const auto bad = controls + decoded.errors;
    const auto chars = char_count(decoded.text);
    const bool is_bad = guessed ? is_too_bad(bad, chars, kMaxBadPercentGuessed)
                                : is_too_bad(controls, chars, kMaxBadPercent) ||
                                      is_too_bad(bad, chars, kMaxLostPercent);
    if (!is_bad) {
        return {};
    }
    return std::to_string(bad) + " of " + std::to_string(chars) +
           " characters are control characters or cannot be decoded (as " +
           std::string(decoded.encoding) + ")";
}

/// Without a sequence that the head's end cuts.
std::string_view without_cut_tail(std::string_view head) {
    for (std::size_t back = 1; back <= 3 && back <= head.size(); ++back) {
        const auto byte = static_cast<unsigned char>(head[head.size() - back]);
        if (byte >= 0xC0) {
            return head.substr(0, head.size() - back);
        }
        if (byte < 0x80) {
            break;
        }
    }
    return head;
}

}  // namespace

Decoded decode(std::string bytes, const std::optional<Encoding>& wanted) {
    Attempt attempt;
    if (const auto format = known_format(bytes); !format.empty()) {
        attempt.decoded.not_text = format;
        return std::move(attempt.decoded);
    }
    if (wanted) {
        attempt.decoded = decode_wanted(std::move(bytes), *wanted);
    } else {
        attempt = find_out(std::move(bytes));
    }
    attempt.decoded.not_text = why_not_text(attempt.decoded, attempt.guessed);
    to_lf(attempt.decoded.text);
    return std::move(attempt.decoded);
}

int likeness(std::string_view head) {
    if (!known_format(head).empty()) {
        return 0;
    }
    if (byte_order_mark(head)) {
        return 55;
    }
    const bool valid = is_utf8(without_cut_tail(head));
    if (has_nul(head)) {
        const auto even = head.substr(0, head.size() - head.size() % 2);
        const bool few = !is_too_bad(count_controls(head), head.size(), kMaxBadPercent);
        return guess_utf16(even) || (valid && few) ? 50 : 0;
    }
    return valid ? 55 : 50;
}

}  // namespace galley::text
