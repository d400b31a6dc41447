// SPDX-License-Identifier: Apache-2.0
// Which of the rules that hit the same passage has the say.
#include "core/rules/rivals.hpp"

#include <algorithm>
#include <utility>

namespace galley::core::rules {

namespace {

bool is_stronger(const RuleSet& set, std::size_t a, std::size_t b) {
    const auto& rules = set.rules();
    return rules[a].confidence != rules[b].confidence ? rules[a].confidence > rules[b].confidence
                                                      : a < b;
}

bool beats(const RuleSet& set, const KeptHit& a, const KeptHit& b) {
    const auto& rules = set.rules();
    return a.rule != b.rule && is_stronger(set, a.rule, b.rule) &&
           rules[a.rule].action == rules[b.rule].action &&
           rules[a.rule].field == rules[b.rule].field && a.match.begin <= b.match.begin &&
           b.match.end <= a.match.end && std::ranges::includes(a.captures, b.captures);
}

}  // namespace

std::vector<KeptHit> keep_hits(const RuleSet& set, std::string_view text) {
    std::vector<KeptHit> hits;
    set.scan_text(text, [&](const Hit& hit) {
        KeptHit kept{
            static_cast<std::size_t>(&hit.rule - set.rules().data()), hit.match, hit.line, {}};
        for (const auto& capture : hit.captures) {
            kept.captures.emplace_back(capture.name);
        }
        std::ranges::sort(kept.captures);
        hits.push_back(std::move(kept));
    });
    return hits;
}

const KeptHit* beaten_by(const RuleSet& set, const std::vector<KeptHit>& hits, std::size_t index) {
    // Hits come line by line, so those of one line stand together.
    const auto same_line = [&](std::size_t i) { return hits[i].line == hits[index].line; };
    auto first = index;
    while (first > 0 && same_line(first - 1)) {
        --first;
    }
    for (auto i = first; i < hits.size() && same_line(i); ++i) {
        if (beats(set, hits[i], hits[index])) {
            return &hits[i];
        }
    }
    return nullptr;
}

}  // namespace galley::core::rules
