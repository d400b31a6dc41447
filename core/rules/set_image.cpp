// SPDX-License-Identifier: Apache-2.0
// Writes what is worth caching of a compiled set to bytes, and reads it back.
#include "core/rules/set_image.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "core/rules/limits.hpp"
#include "core/rules/sha256.hpp"

namespace galley::core::rules {

namespace {

// Raised with every change to widen(), shape_of(), plan_search() and what they ask, to the layout
// below or to what check_patterns refuses.
constexpr std::string_view kFormat = "galley set image 16";

void append_number(std::string& out, std::uint64_t number) {
    char bytes[sizeof number];
    std::memcpy(bytes, &number, sizeof number);
    out.append(bytes, sizeof number);
}

void append_list(std::string& out, const std::vector<PatternIndex>& list) {
    append_number(out, list.size());
    for (const auto id : list) {
        append_number(out, id);
    }
}

void append(std::string& out, const GroupImage& image) {
    append_list(out, image.rules);
    append_list(out, image.hyperscan.leftovers);
    append_number(out, image.hyperscan.database.size());
    out += image.hyperscan.database;
}

void append(std::string& out, const LineImage& image) {
    append_list(out, image.openings);
    append(out, image.texts);
    append(out, image.patterns);
    append_list(out, image.exact);
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

// Numbers below `end`, ascending, each at most so many times.
bool take_list(
    std::string_view& bytes,
    std::size_t end,
    std::vector<PatternIndex>& list,
    std::size_t times = 1) {
    const auto count = take_number(bytes, times * end + 1);
    for (std::uint64_t i = 0; count && i < *count; ++i) {
        const auto id = take_number(bytes, end);
        if (!id || (!list.empty() && *id < list.back()) ||
            (list.size() >= times && *id == list[list.size() - times])) {
            return false;
        }
        list.push_back(static_cast<PatternIndex>(*id));
    }
    return count.has_value();
}

bool take(std::string_view& bytes, std::size_t rules, GroupImage& image, std::size_t times = 1) {
    auto& [database, leftovers] = image.hyperscan;
    if (!take_list(bytes, rules, image.rules, times) ||
        !take_list(bytes, image.rules.size(), leftovers)) {
        return false;
    }
    const auto size = take_number(bytes, bytes.size());
    if (!size || *size > bytes.size()) {
        return false;
    }
    database = bytes.substr(0, *size);
    bytes.remove_prefix(*size);
    return true;
}

bool take(std::string_view& bytes, const CompiledSet& set, LineImage& image) {
    const auto rules = set.rules.size();
    return take_list(bytes, rules, image.openings) && take(bytes, rules, image.texts, 2) &&
           take(bytes, rules, image.patterns) && take_list(bytes, rules, image.exact) &&
           std::ranges::all_of(image.openings, [&](PatternIndex rule) {
               return set.compiled[rule].pattern.is_line_begin();
           });
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
    const bool fits = take(bytes, set, image.lines) && take(bytes, set, image.long_lines) &&
                      take(bytes, set.rules.size(), image.runs) && bytes.empty();
    return fits ? std::optional(std::move(image)) : std::nullopt;
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
