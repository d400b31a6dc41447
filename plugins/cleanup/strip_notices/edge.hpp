// SPDX-License-Identifier: Apache-2.0
// Between the host and the finder: rule hits as evidence, notices as children with their fields.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include <galley/doc.hpp>
#include <galley/rules.hpp>

#include "strip_notices.hpp"

namespace galley::strip_notices {

inline std::vector<Evidence> read_evidence(const rule_set& rules, std::string_view text) {
    std::vector<Evidence> evidence;
    rules.scan_names(text, [&](const rule_hit& hit) {
        hit.each_capture([&](std::string_view name, span) {
            const auto role = name == "opening"        ? Role::opening
                              : name == "announcement" ? Role::announcement
                              : name == "heading"      ? Role::heading
                                                       : Role::fine_print;
            evidence.push_back(
                {role, hit.line(), std::string(hit.rule()), hit.confidence(), hit.final()});
        });
    });
    return evidence;
}

inline void record_item(
    const doc& child, const Placed& placed, const Item& item, std::uint32_t group) {
    const auto add = [&](std::string_view key, span part) {
        if (!part.empty()) {
            child.add_field(key, placed.value(part), placed.place(part), group);
        }
    };
    add("document", item.document);
    for (const auto number : item.numbers) {
        add("number", number);
    }
    add("issuer", item.issuer);
    if (item.document.empty() && item.numbers.empty() && item.issuer.empty()) {
        child.add_field("document", "", {}, group);  // an announcement names no document
    }
}

/// Makes the notice a child of kind notice with its fields, or strips it.
inline void take_out(const doc& document, const Placed& placed, bool as_item) {
    if (!as_item) {
        document.strip(placed.at, {"notice", placed.rule, placed.confidence, true});
        return;
    }
    const auto child =
        document.split(placed.at, GALLEY_CHILD_NOTICE, {"notice", placed.rule, placed.confidence});
    if (!child) {
        return;
    }
    child->add_field("kind", placed.notice.kind);
    if (!placed.notice.holder.empty()) {
        child->add_field(
            "holder", placed.value(placed.notice.holder), placed.place(placed.notice.holder));
    }
    std::uint32_t group = 0;
    for (const auto& item : placed.notice.items) {
        record_item(*child, placed, item, ++group);
    }
}

}  // namespace galley::strip_notices
