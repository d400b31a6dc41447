// SPDX-License-Identifier: Apache-2.0
// A line is the unit: whoever pastes a passage of another encoding pastes lines.
#include "mixed.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace galley::text {
namespace {

/// GBK that happens to be valid UTF-8 is Latin letters of two bytes, a character or two long.
constexpr std::size_t kLeastSound = 10;
constexpr std::size_t kLeastForeignBytes = 4;

enum class LineKind { kUtf8, kDamaged, kForeign };

struct KnownLine {
    std::string_view bytes;
    Repaired repaired;
    LineKind kind;
};

KnownLine know(std::string_view line) {
    auto repaired = repair_utf8(line);
    const auto kind = repaired.errors == 0                              ? LineKind::kUtf8
                      : repaired.sound_sequences >= 2 * repaired.errors ? LineKind::kDamaged
                                                                        : LineKind::kForeign;
    return {line, std::move(repaired), kind};
}

std::vector<KnownLine> lines_of(std::string_view bytes) {
    std::vector<KnownLine> out;
    for (std::size_t begin = 0; begin < bytes.size();) {
        const auto end = std::min(bytes.find('\n', begin), bytes.size() - 1) + 1;
        out.push_back(know(bytes.substr(begin, end - begin)));
        begin = end;
    }
    return out;
}

/// The Chinese encoding in which all foreign lines decode.
std::optional<Encoding> encoding_of(const std::string& foreign) {
    const auto guess = guess_legacy(foreign);
    const bool is_chinese = guess.encoding.name == encoding_named("gb18030")->name ||
                            guess.encoding.name == encoding_named("big5")->name;
    const auto high =
        std::ranges::count_if(foreign, [](char c) { return static_cast<signed char>(c) < 0; });
    if (!is_chinese || static_cast<std::size_t>(high) < kLeastForeignBytes ||
        convert(foreign, guess.encoding.iconv, guess.encoding.unit_bytes).errors > 0) {
        return std::nullopt;
    }
    return guess.encoding;
}

}  // namespace

std::optional<Mixed> decode_mixed(std::string_view bytes) {
    const auto lines = lines_of(bytes);
    std::size_t sound = 0;
    std::string foreign;
    for (const auto& line : lines) {
        sound += line.kind == LineKind::kUtf8 ? line.repaired.sound_sequences : 0;
        foreign += line.kind == LineKind::kForeign ? line.bytes : std::string_view{};
    }
    const auto other = sound < kLeastSound ? std::nullopt : encoding_of(foreign);
    if (!other) {
        return std::nullopt;
    }
    Mixed out{{}, *other};
    for (const auto& line : lines) {
        if (line.kind == LineKind::kForeign) {
            out.text.utf8 += convert(line.bytes, other->iconv, other->unit_bytes).utf8;
        } else {
            out.text.utf8 += line.repaired.utf8;
            out.text.errors += line.repaired.errors;
        }
    }
    return out;
}

}  // namespace galley::text
