// SPDX-License-Identifier: Apache-2.0
// Keys keep the order they are written in: people read this file too.
#include "run_report.hpp"

#include <nlohmann/json.hpp>

namespace galley::run_report {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::uint32_t kSchemaVersion = 1;

void count(std::map<std::string, std::uint64_t, std::less<>>& counts, galley_str what) {
    const auto found = counts.find(view(what));
    if (found != counts.end()) {
        ++found->second;
    } else {
        counts.emplace(view(what), 1);
    }
}

Json balance(const galley_run_totals& totals) {
    const auto accounted =
        totals.exported + totals.duplicate + totals.filtered + totals.held + totals.failed;
    return {
        {"read", totals.read},
        {"exported", totals.exported},
        {"duplicate", totals.duplicate},
        {"filtered", totals.filtered},
        {"held", totals.held},
        {"failed", totals.failed},
        {"closes", totals.read == accounted}};
}

/// Whole numbers without ".0": counters are doubles so that times fit.
Json number(double value) {
    const auto whole = static_cast<std::int64_t>(value);
    return static_cast<double>(whole) == value ? Json(whole) : Json(value);
}

Json stages(const galley_run_totals& totals) {
    Json out = Json::object();
    const auto* bytes = reinterpret_cast<const char*>(totals.counters);
    for (std::size_t i = 0; i < totals.counter_count; ++i) {
        const auto& counter =
            *reinterpret_cast<const galley_run_counter*>(bytes + i * totals.counter_size);
        out[std::string(view(counter.stage))][std::string(view(counter.name))] =
            number(counter.value);
    }
    return out;
}

}  // namespace

void RunReport::begin(std::string_view position) {
    by_category_.clear();
    by_rule_.clear();
    by_stage_.clear();
    by_status_.clear();
    if (position.empty()) {
        return;
    }
    const auto counts = Json::parse(position, nullptr, false);
    if (!counts.is_object()) {
        throw failure(GALLEY_E_ARGUMENT, "a position that export.run_report did not make");
    }
    const auto take = [&](const char* name, Counts& to) {
        if (const auto found = counts.find(name); found != counts.end()) {
            found->get_to(to);
        }
    };
    take("by_status", by_status_);
    take("by_category", by_category_);
    take("by_rule", by_rule_);
    take("by_stage", by_stage_);
}

std::string_view RunReport::position() {
    position_ = Json{
        {"by_status", by_status_},
        {"by_category", by_category_},
        {"by_rule", by_rule_},
        {"by_stage",
         by_stage_}}.dump(-1, ' ', false, Json::error_handler_t::replace);
    return position_;
}

void RunReport::add(const record& finished) {
    finished.each_page_begun([&](const record& page) { add_rows(page); });
    add_rows(finished);
}

void RunReport::add_rows(const record& from) {
    from.each_row([&](const galley_row& row) {
        count(by_status_, row.status);
        if (view(row.status) == "applied" && row.action != GALLEY_KEEP) {
            count(by_category_, row.category);
            count(by_rule_, row.rule);
            count(by_stage_, row.stage);
        }
    });
}

std::string RunReport::to_json(
    const galley_run_totals& totals, const std::vector<Held>& held_documents) const {
    Json held = Json::array();
    for (const auto& document : held_documents) {
        held.push_back(
            {{"uri", document.uri}, {"path", document.path}, {"reason", document.reason}});
    }
    Json report = {
        {"schema_version", kSchemaVersion},
        {"run", view(totals.run)},
        {"config", view(totals.config)},
        {"pipeline", view(totals.pipeline)},
        {"chain", view(totals.chain)},
        {"started", view(totals.started)},
        {"balance", balance(totals)},
        {"articles", totals.articles},
        {"notices", totals.notices},
        {"stripped", totals.stripped},
        {"bytes", totals.bytes},
        {"decisions",
         {{"by_status", by_status_},
          {"by_category", by_category_},
          {"by_rule", by_rule_},
          {"by_stage", by_stage_}}},
        {"stages", stages(totals)},
        {"held", held}};
    if (totals.version > 1) {
        report["version"] = {
            {"number", totals.version},
            {"added", totals.added},
            {"changed", totals.changed},
            {"unchanged", totals.unchanged},
            {"canceled", totals.canceled}};
    }
    return report.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace galley::run_report
