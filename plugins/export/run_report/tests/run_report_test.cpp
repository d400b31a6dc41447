// SPDX-License-Identifier: Apache-2.0
// What run.json says of a run.
#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

#include <galley/testing/recording_host.hpp>

namespace galley::run_report {
namespace {

using nlohmann::json;

testing::Document document(std::string status, std::vector<std::string> row_statuses) {
    testing::Document made("text");
    made.record.uri = "galley:00#0-4";
    made.record.path = "in/a.txt";
    made.record.status = std::move(status);
    made.record.reason = made.record.status == "held" ? "too short" : "";
    for (auto& row_status : row_statuses) {
        testing::Row row;
        row.action = row_status == "keep" ? GALLEY_KEEP : GALLEY_STRIP;
        row.category = "related";
        row.rule = "zh.related.more";
        row.stage = "strip_furniture";
        row.status = row_status == "keep" ? "applied" : row_status;
        made.record.rows.push_back(row);
    }
    return made;
}

galley_run_totals totals_of(std::uint64_t read) {
    static const galley_run_counter kCounters[] = {
        {to_abi("strip_furniture"), to_abi("documents"), 3},
        {to_abi("strip_furniture"), to_abi("time_ns"), 1.5}};
    galley_run_totals totals{};
    totals.struct_size = sizeof totals;
    totals.run = to_abi("run-7");
    totals.config = to_abi("newsroom.info");
    totals.read = read;
    totals.exported = 2;
    totals.held = 1;
    totals.ended = 1;
    totals.counters = kCounters;
    totals.counter_count = 2;
    totals.counter_size = sizeof(galley_run_counter);
    return totals;
}

json report_of(const std::vector<testing::Document>& documents, std::uint64_t read = 3) {
    testing::RecordingHost host(GALLEY_PLUGIN_FILE);
    EXPECT_EQ(host.configure(), GALLEY_OK) << host.error();
    EXPECT_EQ(host.begin(), GALLEY_OK) << host.error();
    host.set_totals(totals_of(read));
    for (const auto& one : documents) {
        EXPECT_EQ(host.write(one, "key"), GALLEY_OK) << host.error();
    }
    host.finish();
    host.finish();  // a later batch writes the file anew
    return json::parse(host.outputs().at("run.json"));
}

TEST(RunReport, CountsOnlyWhatChangedTheText) {
    std::vector<testing::Document> documents;
    documents.push_back(document("ok", {"applied", "applied", "held", "kept", "keep"}));
    const auto decisions = report_of(documents)["decisions"];
    EXPECT_EQ(decisions["by_rule"], (json{{"zh.related.more", 2}}));
    EXPECT_EQ(decisions["by_category"], (json{{"related", 2}}));
    EXPECT_EQ(decisions["by_stage"], (json{{"strip_furniture", 2}}));
    EXPECT_EQ(decisions["by_status"], (json{{"applied", 3}, {"held", 1}, {"kept", 1}}));
}

TEST(RunReport, ListsHeldDocumentsWithTheirReason) {
    std::vector<testing::Document> documents;
    documents.push_back(document("held", {}));
    const auto report = report_of(documents);
    EXPECT_EQ(
        report["held"],
        (json{{{"uri", "galley:00#0-4"}, {"path", "in/a.txt"}, {"reason", "too short"}}}));
}

TEST(RunReport, GoesOnFromItsPosition) {
    std::string position;
    for (int session = 1; session <= 2; ++session) {
        testing::RecordingHost host(GALLEY_PLUGIN_FILE);
        ASSERT_EQ(host.configure(), GALLEY_OK) << host.error();
        ASSERT_EQ(host.begin("run", position), GALLEY_OK) << host.error();
        host.set_totals(totals_of(3));
        ASSERT_EQ(host.write(document("ok", {"applied", "held"}), "key"), GALLEY_OK);
        ASSERT_EQ(host.prepare(position), GALLEY_OK) << host.error();
        ASSERT_EQ(host.commit(), GALLEY_OK) << host.error();
        const auto decisions = json::parse(host.outputs().at("run.json"))["decisions"];
        EXPECT_EQ(decisions["by_rule"], (json{{"zh.related.more", session}}));
        EXPECT_EQ(decisions["by_status"], (json{{"applied", session}, {"held", session}}));
    }
    testing::RecordingHost host(GALLEY_PLUGIN_FILE);
    ASSERT_EQ(host.configure(), GALLEY_OK) << host.error();
    EXPECT_EQ(host.begin("run", "articles:1"), GALLEY_E_ARGUMENT);
    EXPECT_EQ(host.error(), "a position that export.run_report did not make");
}

TEST(RunReport, SaysWhetherTheBalanceCloses) {
    EXPECT_EQ(report_of({}, 3)["balance"]["closes"], true);
    EXPECT_EQ(report_of({}, 4)["balance"]["closes"], false);
}

TEST(RunReport, HasRunConfigAndStageCounters) {
    const auto report = report_of({});
    EXPECT_EQ(report["schema_version"], 1);
    EXPECT_EQ(report["run"], "run-7");
    EXPECT_EQ(report["config"], "newsroom.info");
    EXPECT_EQ(report["stages"]["strip_furniture"], (json{{"documents", 3}, {"time_ns", 1.5}}));
}

}  // namespace
}  // namespace galley::run_report
