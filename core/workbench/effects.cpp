// SPDX-License-Identifier: Apache-2.0
// Names and sums.
#include "core/workbench/effects.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include <fmt/format.h>

namespace galley::core::workbench {

std::string_view title(Effect effect) {
    static constexpr std::array<std::string_view, 17> kTitles = {
        "read differently",
        "another status",
        "newly stripped",
        "newly kept",
        "stripped as something else",
        "now a notice",
        "a notice no more",
        "newly split off",
        "split off no more",
        "newly joined",
        "joined no more",
        "newly replaced or moved",
        "replaced or moved no more",
        "newly recorded",
        "recorded no more",
        "newly tagged",
        "tagged no more"};
    return kTitles.at(static_cast<std::size_t>(effect));
}

std::string word(Effect effect) {
    std::string out(title(effect));
    std::ranges::replace(out, ' ', '_');
    return out;
}

void Effects::add(
    EffectKey key, std::uint64_t characters, Example example, std::size_t most_examples) {
    auto& group = groups[std::move(key)];
    ++group.passages;
    group.characters += characters;
    group.documents = 1;
    if (group.examples.size() < most_examples) {
        group.examples.push_back(std::move(example));
    }
}

void Effects::take(Effects&& document, std::size_t most_examples) {
    ++read;
    differing += document.groups.empty() ? 0 : 1;
    for (auto& [key, from] : document.groups) {
        auto& to = groups[key];
        to.passages += from.passages;
        to.characters += from.characters;
        to.documents += from.documents;
        const auto room = most_examples - std::min(most_examples, to.examples.size());
        const auto taken = std::min(room, from.examples.size());
        std::move(
            from.examples.begin(),
            from.examples.begin() + static_cast<std::ptrdiff_t>(taken),
            std::back_inserter(to.examples));
    }
}

std::string counted(std::uint64_t count, std::string_view noun) {
    return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string amounts(const EffectGroup& group) {
    const auto characters =
        group.characters == 0 ? std::string() : ", " + counted(group.characters, "character");
    return counted(group.passages, "passage") + characters + " in " +
           counted(group.documents, "document");
}

std::vector<EffectSum> sums(const Effects& effects) {
    std::vector<EffectSum> out;
    for (const auto& [key, group] : effects.groups) {
        if (out.empty() || out.back().effect != key.effect) {
            out.push_back({key.effect, 0, 0, {}});
        }
        out.back().passages += group.passages;
        out.back().characters += group.characters;
        out.back().groups.emplace_back(&key, &group);
    }
    for (auto& each : out) {
        std::ranges::stable_sort(each.groups, [](const auto& a, const auto& b) {
            return a.second->passages > b.second->passages;
        });
    }
    return out;
}

}  // namespace galley::core::workbench
