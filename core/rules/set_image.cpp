// SPDX-License-Identifier: Apache-2.0
// Writes what is worth caching of a compiled set to bytes, and reads it back.
#include "core/rules/set_image.hpp"

#include <cstring>
#include <utility>

#include "core/rules/limits.hpp"
#include "core/rules/sha256.hpp"

namespace galley::core::rules {

namespace {

// Raised with every change to widen(), to the layout below or to what check_patterns refuses.
constexpr std::string_view kFormat = "galley set image 8";

void append_number(std::string& out, std::uint64_t number) {
    char bytes[sizeof number];
    std::memcpy(bytes, &number, sizeof number);
    out.append(bytes, sizeof number);
}

void append(std::string& out, const HyperscanImage& image) {
    append_number(out, image.leftovers.size());
    for (const auto id : image.leftovers) {
        append_number(out, id);
    }
    append_number(out, image.database.size());
    out += image.database;
}

std::optional<std::uint64_t> take_number(std::string_view& bytes, std::uint64_t below) {
    std::uint64_t number = 0;
    if (bytes.size() < sizeof number) {
        return std::nullopt;
    }
    std::memcpy(&number, bytes.data(), sizeof number);
    bytes.remove_prefix(sizeof number);
    return number < below ? std::optional(number) : std::nullopt;
}

bool take(std::string_view& bytes, std::size_t patterns, HyperscanImage& image) {
    const auto leftovers = take_number(bytes, patterns + 1);
    for (std::uint64_t i = 0; leftovers && i < *leftovers; ++i) {
        const auto id = take_number(bytes, patterns);
        if (!id) {
            return false;
        }
        image.leftovers.push_back(static_cast<PatternIndex>(*id));
    }
    const auto size = leftovers ? take_number(bytes, bytes.size()) : std::nullopt;
    if (!size || *size > bytes.size()) {
        return false;
    }
    image.database = bytes.substr(0, *size);
    bytes.remove_prefix(*size);
    return true;
}

}  // namespace

std::string encode(const SetImage& image) {
    std::string out;
    append(out, image.lines);
    append(out, image.long_lines);
    append(out, image.runs);
    return out;
}

std::optional<SetImage> decode(std::string_view bytes, const CompiledSet& set) {
    SetImage image;
    if (!take(bytes, set.line_rules.rules.size(), image.lines) ||
        !take(bytes, set.long_rules.rules.size(), image.long_lines) ||
        !take(bytes, set.run_rules.rules.size(), image.runs) || !bytes.empty()) {
        return std::nullopt;
    }
    return image;
}

std::string image_key(const CompiledSet& set) {
    Sha256 sha;
    sha.add(kFormat).add(hyperscan_platform());
    for (const auto& compiled : set.compiled) {
        const auto& rule = compiled.rule;
        sha.add(rule.scope == Scope::kRun ? "run" : "line").add(rule.pattern);
        sha.add(std::to_string(rule.guards.size()));
        for (const auto& guard : rule.guards) {
            sha.add(guard.pattern);
        }
        sha.add(std::to_string(compiled.most_chars > kLongLineChars ? 1 : 0));
    }
    return sha.hex();
}

}  // namespace galley::core::rules
