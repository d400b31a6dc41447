// SPDX-License-Identifier: Apache-2.0
// The keys of brake { ... }, and what holds where none is given.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "settings.hpp"
#include "value.hpp"
#include "vocabulary.hpp"

namespace galley::core::config {

namespace {

constexpr std::int64_t kFreeChars = 200;

/// What a category may strip of a text: above all that was seen on 42 newspaper and web pages, and
/// above what 99 of 100 lost of 2452 web pages taken as naive text; tests/brake_shares.py prints
/// it.
double built_in_share(std::string_view category) {
    struct Share {
        std::string_view category;
        double most;
    };

    static constexpr std::array<Share, 16> kShares = {{
        {"navigation", 0.8},
        {"related", 0.8},
        {"notice", 0.95},
        {"source_line", 0.4},
        {"disclaimer", 0.3},
        {"subscription", 0.3},
        {"other", 0.4},
        {"normalization", 0.5},
        {"breadcrumb", 0.2},
        {"share_widget", 0.2},
        {"promotion", 0.2},
        {"advertisement", 0.2},
        {"byline", 0.2},
        {"editor_line", 0.2},
        {"headline", 0.2},
        {"pagination", 0.2},
    }};
    constexpr double kRest = 0.5;  // seen too rarely for a figure of their own
    const auto* const found = std::ranges::find(kShares, category, &Share::category);
    return found == kShares.end() ? kRest : found->most;
}

std::optional<Value> checked(Config& config, const Option& option, std::string_view name) {
    Result<Value, Diagnostic> value = convert(*find_param(brake_params(), name), option);
    if (!value) {
        config.problems.push_back(std::move(value).error());
        return std::nullopt;
    }
    return *std::move(value);
}

void set_category_share(Config& config, BrakeLimits& limits, const Option& option) {
    const std::string category = option.key.substr(std::string_view("share.").size());
    if (std::ranges::find(categories(), category) == categories().end()) {
        config.problems.push_back(
            {option.position,
             fmt::format("no category {}", in_quotes(category)),
             closest(category, categories())});
        return;
    }
    if (const auto value = checked(config, option, "share")) {
        std::erase_if(limits.shares, [&](const auto& each) { return each.first == category; });
        limits.shares.emplace_back(category, value->real);
    }
}

/// @returns  false when the key is not one of those that a source may have.
bool set_limit_of(Config& config, BrakeLimits& limits, const Option& option) {
    if (option.key.starts_with("share.")) {
        set_category_share(config, limits, option);
        return true;
    }
    if (find_param(brake_source_params(), option.key) == nullptr) {
        return false;
    }
    if (const auto value = checked(config, option, option.key)) {
        if (option.key == "share") {
            limits.share = value->real;
        } else {
            auto& chars =
                option.key == "free_chars" ? limits.free_chars : limits.smallest_body_chars;
            chars = value->integer;
        }
    }
    return true;
}

/// --set brake.sources.SOURCE.KEY=VALUE: a source may have dots, so the key is found from behind.
void override_source(Config& config, Option option) {
    const std::string rest = option.key.substr(std::string_view("sources.").size());
    for (auto dot = rest.rfind('.'); dot != std::string::npos && dot > 0;
         dot = rest.rfind('.', dot - 1)) {
        const std::string key = rest.substr(dot + 1);
        if (key.starts_with("share.") || find_param(brake_source_params(), key) != nullptr) {
            option.key = key;
            return set_brake_source(config, rest.substr(0, dot), option);
        }
    }
    config.problems.push_back(
        {option.position, "expected brake.sources.SOURCE.KEY=VALUE, a KEY of brake", {}});
}

}  // namespace

void set_brake(Config& config, const Option& option) {
    if (option.key.starts_with("sources.")) {
        return override_source(config, option);
    }
    if (set_limit_of(config, config.brake, option)) {
        return;
    }
    if (option.key == "sources") {
        config.problems.push_back(
            {option.position, "expected brake.sources.SOURCE.KEY=VALUE, a KEY of brake", {}});
    } else if (option.key != "paragraph_chars") {
        config.problems.push_back(unknown_key(option, names(brake_params())));
    } else if (const auto value = checked(config, option, option.key)) {
        config.brake.paragraph_chars = value->integer;
    }
}

void set_brake_source(Config& config, const std::string& source, const Option& option) {
    auto& sources = config.brake.sources;
    auto found = std::ranges::find(sources, source, [](const auto& each) { return each.first; });
    if (found == sources.end()) {
        found = sources.insert(found, {source, {}});
    }
    if (option.key == "paragraph_chars") {
        config.problems.push_back(
            {option.position,
             "it is decided before the source is known: give it in brake { ... }",
             {}});
    } else if (!set_limit_of(config, found->second, option)) {
        config.problems.push_back(unknown_key(option, names(brake_source_params())));
    }
}

std::optional<double> BrakeLimits::share_of(std::string_view category) const {
    const auto found =
        std::ranges::find(shares, category, [](const auto& each) { return each.first; });
    return found == shares.end() ? share : found->second;
}

double Brake::share_of(std::string_view category, const BrakeLimits* source) const {
    const auto own = source != nullptr ? source->share_of(category) : std::nullopt;
    const auto given = own ? own : BrakeLimits::share_of(category);
    return given ? *given : built_in_share(category);
}

std::int64_t Brake::smallest_body(const BrakeLimits* source) const {
    const auto own = source != nullptr ? source->smallest_body_chars : std::nullopt;
    return own ? *own : smallest_body_chars.value_or(0);
}

std::int64_t Brake::chars_always_free(const BrakeLimits* source) const {
    const auto own = source != nullptr ? source->free_chars : std::nullopt;
    return own ? *own : free_chars.value_or(kFreeChars);
}

}  // namespace galley::core::config
