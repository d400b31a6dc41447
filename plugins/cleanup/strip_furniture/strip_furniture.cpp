// SPDX-License-Identifier: Apache-2.0
// Lines by themselves, then lines in context, then what they say.
#include "strip_furniture.hpp"

#include <algorithm>

#include "sections.hpp"

namespace galley::strip_furniture {

namespace {

// A rule with the capture `inline` takes its match out of a line that stays: an editor's credit
// behind a paragraph.
void strip_inline(const Line& line, Plan& plan) {
    for (const auto* hit : line.hits) {
        const bool disjoint = plan.strips.empty() || plan.strips.back().at.end <= hit->at.begin;
        if (hit->strips && hit->has("inline") && disjoint) {
            plan.strips.push_back(
                {hit->at, {hit->category, hit->rule, hit->confidence, hit->final}});
        }
    }
}

bool tells(const Line& line, const Hit& hit) {
    return line.gone || !hit.strips || hit.has("inline");
}

// The text of a disclaimer that went as a block, for usageTerms.
void record_terms(std::string_view text, const Line& line, Plan& plan) {
    const bool said = std::ranges::any_of(line.hits, [](const Hit* hit) {
        return hit->has("terms") || hit->has("copyright") || hit->has("terms_heading");
    });
    if (line.gone && line.why.category == "disclaimer" && !said) {
        const auto at = trimmed(text, line.at);
        add_field({"usageTerms", std::string(slice(text, at)), at}, plan.fields);
    }
}

}  // namespace

Plan plan_strips(std::string_view text, const std::vector<Hit>& hits) {
    auto lines = read_page(text, hits);
    drop_terms(lines);
    drop_sections(lines);
    drop_outlets(lines);
    drop_menus(lines);
    drop_foot(lines);
    Plan plan;
    for (const auto& line : lines) {
        if (line.gone) {
            plan.strips.push_back({line.at, line.why});
        } else {
            strip_inline(line, plan);
        }
        for (const auto* hit : line.hits) {
            if (tells(line, *hit)) {
                read_fields(text, *hit, plan.fields);
            }
        }
        record_terms(text, line, plan);
    }
    settle_fields(plan.fields);
    return plan;
}

}  // namespace galley::strip_furniture
