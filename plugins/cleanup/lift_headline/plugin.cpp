// SPDX-License-Identifier: Apache-2.0
// cleanup.lift_headline: identity, parameters, and the decisions and fields for what was found.
#include <galley/plugin.hpp>

#include "lift_headline.hpp"
#include "settings.hpp"

namespace {

namespace lifting = galley::lift_headline;

struct LiftHeadline : lifting::settings {
    static constexpr auto kind = GALLEY_KIND_CLEANUP;
    static constexpr auto id = "cleanup.lift_headline";
    static constexpr auto version = "1.0.0";
    static constexpr auto summary =
        "Takes headline and byline lines out of the text and into fields.";
    static constexpr const char* writes[] = {
        "body",
        "headline",
        "kicker",
        "subtitle",
        "byline",
        "source",
        "published",
        "editor",
        "responsible_editor",
        nullptr};

    void process(galley::doc& doc, galley::host& host) const {
        lifting::known said{
            std::string(doc.first_field("headline")),
            {},
            doc.has_field("published") || doc.has_field("source")};
        doc.each_field(
            "byline", [&](const galley::field& f) { said.bylines.emplace_back(f.value); });
        const auto found = lifting::lift(doc.text(), how, said);
        for (const auto& one : found.strips) {
            doc.strip(one.at, one.category, one.rule, one.confidence);
        }
        for (const auto& one : found.layers) {
            doc.add_span(one.at, one.layer);
        }
        for (const auto& one : found.fields) {
            const bool only_once = one.key == "source" || one.key == "published";
            if (!(only_once && doc.has_field(one.key))) {
                doc.add_field(one.key, one.value, one.evidence);
            }
        }
        host.count(found.missing.empty() ? "headlines" : "without_headline");
    }
};

}  // namespace

GALLEY_PLUGIN(LiftHeadline)
