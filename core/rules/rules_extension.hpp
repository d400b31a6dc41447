// SPDX-License-Identifier: Apache-2.0
// The rule service as plugins see it: the table "galley.rules/1" over a RuleStore.
#pragma once

#include <galley/plugin.h>

#include "core/rules/rule_store.hpp"

namespace galley::core::rules {

/// What the table's functions do once the store is known. No exception leaves them.
namespace extension {

galley_status compile(
    RuleStore* store,
    const galley_host* host,
    const galley_pack* packs,
    size_t count,
    galley_rules** out) noexcept;
galley_status scan_line(
    const galley_rules* rules, galley_str line, void* ctx, galley_matched matched) noexcept;
galley_status scan_text(
    const galley_rules* rules, galley_str text, void* ctx, galley_matched matched) noexcept;

galley_status scan_names(
    const galley_rules* rules, galley_str text, void* ctx, galley_matched matched) noexcept;
galley_status captures(
    const galley_rules* rules,
    galley_str text,
    uint64_t number,
    galley_range subject,
    galley_range range,
    void* ctx,
    galley_captured captured) noexcept;

}  // namespace extension

/// The set behind a handle that compile() gave out; `galley explain` asks it.
[[nodiscard]] const RuleSet& rule_set_of(const galley_rules* rules);

/// The table that host->extension(host, GALLEY_RULES_V1) returns.
/// @tparam StoreOf  RuleStore* (*)(const galley_host*): the run's store behind a host; null: none.
///                  A template argument, because the table's functions have no other way to know it
///                  without a global variable.
template <RuleStore* (*StoreOf)(const galley_host*)>
[[nodiscard]] const galley_rules_v1* rules_extension() {
    static constexpr galley_rules_v1 kTable{
        sizeof(galley_rules_v1),
        0,
        [](const galley_host* host, const galley_pack* packs, size_t count, galley_rules** out) {
            return extension::compile(StoreOf(host), host, packs, count, out);
        },
        [](const galley_rules* rules, galley_str line, void* ctx, galley_matched matched) {
            return extension::scan_line(rules, line, ctx, matched);
        },
        [](const galley_rules* rules, galley_str text, void* ctx, galley_matched matched) {
            return extension::scan_text(rules, text, ctx, matched);
        },
        extension::scan_names,
        extension::captures};
    return &kTable;
}

}  // namespace galley::core::rules
