// SPDX-License-Identifier: Apache-2.0
// The edge of cleanup.strip_notices: rules and words in, notice children and stripped lines out.
#include <galley/plugin.hpp>
#include <galley/rules.hpp>

#include "edge.hpp"

using namespace galley;
namespace sn = galley::strip_notices;

struct StripNotices {
    static constexpr const char* id = "cleanup.strip_notices";
    static constexpr const char* version = "0.1.0";
    static constexpr const char* summary =
        "Cuts the notices of classified columns out as items of their own";
    static constexpr auto kind = GALLEY_KIND_CLEANUP;
    static constexpr galley_param params[] = {
        param("rules", GALLEY_PARAM_LIST, "zh|en", "rule packs: which lines open a notice"),
        param("as_items", GALLEY_PARAM_BOOL, "true", "notices leave as items; false: as waste"),
    };
    static constexpr const char* reads[] = {"body", nullptr};
    static constexpr const char* writes[] = {
        "kind", "holder", "document", "number", "issuer", nullptr};

    void configure(const conf& values) {
        std::vector<std::string> packs;
        for (const auto& name : values.list("rules")) {
            packs.push_back("rules/" + name + ".rules");
        }
        rules = rule_set(values.host(), packs);
        words = sn::read_words(values.host().resource("rules/zh.words"));
        as_items = values.flag("as_items");
    }

    void process(doc& document, host& owner) const {
        const auto column =
            sn::find_notices(document.text(), sn::read_evidence(rules, document.text()), words);
        for (const auto& waste : column.waste) {
            document.strip(waste.at, {"notice", waste.rule, waste.confidence, waste.final});
        }
        for (const auto& notice : column.notices) {
            sn::take_out(document, notice, as_items);
        }
        if (!column.notices.empty()) {
            owner.count("notices", static_cast<double>(column.notices.size()));
        }
    }

    rule_set rules;
    sn::Words words;
    bool as_items = true;
};

GALLEY_PLUGIN(StripNotices)
