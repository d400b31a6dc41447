// SPDX-License-Identifier: Apache-2.0
// Cuts a list of keywords to the best ones.
#include "keyword.hpp"

#include <algorithm>

namespace galley::tag_keywords {
namespace {

bool overlaps(const Keyword& a, const Keyword& b) {
    return a.text.find(b.text) != std::string::npos || b.text.find(a.text) != std::string::npos;
}

}  // namespace

std::vector<Keyword> best_of(std::vector<Keyword> all, std::size_t count) {
    std::sort(all.begin(), all.end(), [](const Keyword& a, const Keyword& b) {
        return a.score != b.score ? a.score > b.score : a.first < b.first;
    });
    std::vector<Keyword> best;
    for (auto& word : all) {
        const bool said = std::any_of(best.begin(), best.end(), [&](const Keyword& better) {
            return overlaps(better, word);
        });
        if (!said && best.size() < count) {
            best.push_back(std::move(word));
        }
    }
    const double top = best.empty() ? 0 : best.front().score;
    for (auto& word : best) {
        word.score = top > 0 ? word.score / top : 0;
    }
    return best;
}

}  // namespace galley::tag_keywords
