// SPDX-License-Identifier: Apache-2.0
// Rule sets are the host's to ask; a plugin answers for itself.
#include "core/pipeline/evidence.hpp"

#include <string>
#include <string_view>

#include <fmt/ranges.h>

#include "core/rules/rules_extension.hpp"

namespace galley::core::pipeline {
namespace {

using document::Document;
using isolation::Finding;

/// The words that matched, and the guards that held.
std::string evidence_of(const rules::Finding& finding, std::string_view text) {
    constexpr std::size_t kMostBytes = 90;
    auto match = text.substr(finding.match.begin, finding.match.end - finding.match.begin);
    const bool is_long = match.size() > kMostBytes;
    if (is_long) {
        auto end = kMostBytes;
        while (end > 0 && (static_cast<unsigned char>(match[end]) & 0xC0U) == 0x80U) {
            --end;
        }
        match = match.substr(0, end);
    }
    return fmt::format(
        "\"{}{}\"{}{}",
        match,
        is_long ? "..." : "",
        finding.met.empty() ? "" : "; ",
        fmt::join(finding.met, "; "));
}

void ask_rules(const rules::RuleSet& set, const Document& document, std::vector<Finding>& out) {
    set.explain(document.text(), [&](const rules::Finding& finding) {
        out.push_back(
            {{finding.line.begin, finding.line.end},
             std::string(finding.rule.id),
             std::string(finding.rule.category),
             evidence_of(finding, document.text()),
             fmt::format("{}", fmt::join(finding.missing, "; ")),
             finding.hit,
             finding.rule.confidence});
    });
}

void ask_plugin(Instance& instance, const Document& document, std::vector<Finding>& out) {
    const auto* table = instance.extension<galley_explain_v1>(GALLEY_EXPLAIN_V1);
    if (table == nullptr) {
        return;
    }
    const auto found = [](void* ctx, const galley_finding* f) {
        static_cast<std::vector<Finding>*>(ctx)->push_back(
            {galley::to_span(f->range),
             std::string(galley::view(f->rule)),
             std::string(galley::view(f->category)),
             std::string(galley::view(f->evidence)),
             std::string(galley::view(f->missing)),
             f->matched != 0,
             f->score});
    };
    table->explain(instance.self(), &document, {0, document.text().size()}, &out, found);
}

}  // namespace

std::vector<Finding> evidence_in(Instance& instance, const Document& document) {
    std::vector<Finding> out;
    for (const auto* handle : instance.context().rule_sets) {
        ask_rules(rules::rule_set_of(handle), document, out);
    }
    ask_plugin(instance, document, out);
    return out;
}

}  // namespace galley::core::pipeline
