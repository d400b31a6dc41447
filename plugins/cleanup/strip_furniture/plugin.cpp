// SPDX-License-Identifier: Apache-2.0
// The edge of cleanup.strip_furniture: rule packs in, stripped lines and their fields out.
#include <galley/plugin.hpp>
#include <galley/rules.hpp>

#include "edge.hpp"
#include "strip_furniture.hpp"

using namespace galley;
namespace sf = galley::strip_furniture;

struct StripFurniture {
    static constexpr const char* id = "cleanup.strip_furniture";
    static constexpr const char* version = "0.1.0";
    static constexpr const char* summary =
        "Strips what a page prints around a story, and records what it says";
    static constexpr auto kind = GALLEY_KIND_CLEANUP;
    static constexpr galley_param params[] = {
        param("rules", GALLEY_PARAM_LIST, "zh|en", "rule packs of the plugin, matched as one set"),
        sf::paths(
            param("rule_files", GALLEY_PARAM_LIST, "", "rule packs of your own, in that set")),
    };
    static constexpr const char* reads[] = {"body", nullptr};
    static constexpr const char* writes[] = {
        "source",
        "published",
        "byline",
        "editor",
        "responsible_editor",
        "reviewer",
        "proofreader",
        "copyrightNotice",
        "usageTerms",
        nullptr};

    void configure(const conf& values) { rules = sf::read_rules(values); }

    void process(doc& document, host&) {
        sf::read_hits(rules, document.text(), hits);
        const auto find = [&](const sf::Hit& hit, std::vector<sf::Capture>& captures) {
            rules.captures(document.text(), hit.place, [&](std::string_view name, span at) {
                captures.push_back({name, at});
            });
        };
        const auto plan = sf::plan_strips(document.text(), hits, find, page);
        for (const auto& [at, why] : plan.strips) {
            document.strip(at, {why.category, why.rule, why.confidence, why.final});
        }
        for (const auto& field : plan.fields) {
            document.add_field(field.key, field.value, field.evidence);
        }
    }

    rule_set rules;
    std::vector<sf::Hit> hits;  // of the document at hand; kept for their memory, as is the page
    sf::Page page;
};

GALLEY_PLUGIN(StripFurniture)
