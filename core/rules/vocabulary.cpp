// SPDX-License-Identifier: Apache-2.0
// The fixed words of rule files, and the nearest of them to a misspelt one.
#include "core/rules/vocabulary.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace galley::core::rules {

namespace {

constexpr std::array<std::string_view, 22> kCategories = {
    "breadcrumb",  "navigation",    "share_widget", "comment_widget", "disclaimer", "related",
    "promotion",   "advertisement", "subscription", "notice",         "byline",     "source_line",
    "editor_line", "headline",      "caption",      "pagination",     "duplicate",  "whitespace",
    "wrap",        "normalization", "redaction",    "other"};

// Edits (insert, delete, change) that turn one word into the other.
std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) {
        row[j] = j;
    }
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t change = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({change, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row[b.size()];
}

}  // namespace

std::span<const std::string_view> categories() {
    return kCategories;
}

bool is_category(std::string_view word) {
    return std::ranges::find(categories(), word) != categories().end();
}

std::string did_you_mean(std::string_view word, std::span<const std::string_view> words) {
    constexpr std::size_t kLongestWord = 40;
    if (word.size() > kLongestWord) {
        return {};
    }
    std::size_t best = std::max<std::size_t>(2, word.size() / 3) + 1;
    std::string_view nearest;
    for (const auto candidate : words) {
        const auto distance = edit_distance(word, candidate);
        if (distance < best && distance < candidate.size()) {
            best = distance;
            nearest = candidate;
        }
    }
    return nearest.empty() ? std::string() : " (did you mean " + std::string(nearest) + "?)";
}

}  // namespace galley::core::rules
