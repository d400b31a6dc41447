// SPDX-License-Identifier: Apache-2.0
// Parts are compared by key, in the order of the chain.
#include "core/state/chain_difference.hpp"

#include <algorithm>
#include <vector>

namespace galley::core::state {
namespace {

using Parts = std::vector<std::pair<std::string, std::string>>;

const std::string* find(const Parts& parts, const std::string& key) {
    const auto found = std::ranges::find(parts, key, &Parts::value_type::first);
    return found == parts.end() ? nullptr : &found->second;
}

std::string shown(const std::string& value) {
    constexpr std::size_t kMostBytes = 60;
    if (value.empty()) {
        return "empty";
    }
    return value.size() <= kMostBytes ? value : value.substr(0, kMostBytes) + "...";
}

/// "pipeline.strip_notices" of "pipeline.strip_notices.as_items"; empty for a stage itself.
std::string stage_of(const std::string& key) {
    const auto stage_end = key.find_first_of(". ", key.find('.') + 1);
    return key.find('.') == std::string::npos || stage_end == std::string::npos
               ? std::string()
               : key.substr(0, stage_end);
}

/// A part of a stage that the other chain does not have at all says nothing more.
bool goes_with_stage(const std::string& key, const Parts& others) {
    const auto stage = stage_of(key);
    return !stage.empty() && find(others, stage) == nullptr;
}

std::vector<std::string> differences(const Parts& was, const Parts& is) {
    std::vector<std::string> out;
    for (const auto& [key, value] : was) {
        const auto* now = find(is, key);
        if (goes_with_stage(key, is)) {
            continue;
        }
        if (now == nullptr) {
            out.push_back(key + ": was " + shown(value) + ", is not there");
        } else if (*now != value) {
            out.push_back(key + ": was " + shown(value) + ", is " + shown(*now));
        }
    }
    for (const auto& [key, value] : is) {
        if (find(was, key) == nullptr && !goes_with_stage(key, was)) {
            out.push_back(key + ": was not there, is " + shown(value));
        }
    }
    return out;
}

}  // namespace

std::string chain_difference(const RunInfo& was, const RunInfo& is) {
    constexpr std::size_t kMostLines = 10;
    auto lines = differences(was.parts_of_chain, is.parts_of_chain);
    if (lines.empty()) {
        lines.emplace_back("the order of its stages, or how this version of galley hashes a chain");
    }
    std::string out;
    for (std::size_t i = 0; i < std::min(lines.size(), kMostLines); ++i) {
        out += "\n  " + lines[i];
    }
    if (lines.size() > kMostLines) {
        out += "\n  and " + std::to_string(lines.size() - kMostLines) + " more";
    }
    return out;
}

}  // namespace galley::core::state
