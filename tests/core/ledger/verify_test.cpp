// SPDX-License-Identifier: Apache-2.0
// `galley verify` and the independent rebuilder on the same outputs: good ones, and damaged ones.
#include "core/ledger/verify.hpp"

#include <cstdlib>
#include <functional>

#include <gtest/gtest.h>

#include "sample_output.hpp"

namespace galley::tests {
namespace {

using core::ledger::verify_output;

bool rebuilds(const OutputFolder& out) {
    const auto command = GALLEY_REBUILD " " + out.path().string() + " > /dev/null 2>&1";
    return std::system(command.c_str()) == 0;
}

TEST(Verify, RebuildsWhatARunWrote) {
    const OutputFolder out(sample_output());
    const auto report = verify_output(out.path());
    ASSERT_TRUE(report.has_value()) << report.error().message;
    EXPECT_EQ(report->problems, std::vector<std::string>{});
    EXPECT_EQ(report->families, 2U);
    EXPECT_EQ(report->articles, 3U);
    EXPECT_EQ(report->notices, 1U);
    EXPECT_EQ(report->decisions, 12U);
    EXPECT_TRUE(rebuilds(out));
}

TEST(Verify, NeedsALedger) {
    const OutputFolder out(sample_output());
    const auto ledger = out.path() / "ledger.jsonl";
    std::filesystem::remove(ledger);
    const auto report = verify_output(out.path());
    ASSERT_FALSE(report.has_value());
    EXPECT_EQ(
        report.error().message,
        ledger.string() + ": no such file: without the ledger there is nothing to verify");
}

TEST(Verify, ListsHeldDocumentsAsNotChecked) {
    const OutputFolder out(sample_output());
    out.write("run.json", R"({"held":[{"uri":"u","path":"in/b.txt","reason":"too short"}]})");
    const auto report = verify_output(out.path());
    ASSERT_TRUE(report.has_value()) << report.error().message;
    EXPECT_EQ(report->not_checked, std::vector<std::string>{"in/b.txt: held: too short"});
}

TEST(Verify, NoticesMayBeLeftOut) {
    const OutputFolder out(sample_output());
    std::filesystem::remove(out.path() / "notices.jsonl");
    const auto report = verify_output(out.path());
    ASSERT_TRUE(report.has_value()) << report.error().message;
    EXPECT_EQ(report->problems, std::vector<std::string>{});
    EXPECT_EQ(report->not_checked.size(), 1U);
    EXPECT_TRUE(rebuilds(out));
}

TEST(Verify, ArticlesMayNotBeLeftOutWithThem) {
    auto output = sample_output();
    output.articles.erase(output.articles.begin());
    const OutputFolder out(output);
    std::filesystem::remove(out.path() / "notices.jsonl");
    EXPECT_FALSE(rebuilds(out));
}

TEST(Verify, SaysThatTheLastLineIsCut) {
    const OutputFolder out(sample_output());
    out.write("articles.jsonl", R"({"uri":"galley)");
    const auto report = verify_output(out.path());
    ASSERT_FALSE(report.has_value());
    EXPECT_EQ(
        report.error().message,
        (out.path() / "articles.jsonl").string() + ":1: the last line is not complete");
}

struct Damage {
    const char* name;
    std::function<void(Output&)> plant;
    const char* message;  ///< after the path of the output
};

void PrintTo(const Damage& damage, std::ostream* out) {
    *out << damage.name;
}

class Damaged : public testing::TestWithParam<Damage> {};

TEST_P(Damaged, IsFoundByBoth) {
    auto output = sample_output();
    GetParam().plant(output);
    const OutputFolder out(output);
    const auto report = verify_output(out.path());
    ASSERT_TRUE(report.has_value()) << report.error().message;
    ASSERT_FALSE(report->problems.empty());
    const auto prefix = out.path().string() + "/";
    ASSERT_TRUE(report->problems[0].starts_with(prefix)) << report->problems[0];
    const auto message = report->problems[0].substr(prefix.size());
    EXPECT_TRUE(message.starts_with(GetParam().message)) << message;
    EXPECT_FALSE(rebuilds(out));
}

using J = nlohmann::json;

const Damage kDamages[] = {
    {"StripRowDropped",
     [](Output& o) { o.drop_row(5); },
     "articles.jsonl:1: text has 44 bytes, but 57 bytes stand there"},
    {"PageRowDropped",
     [](Output& o) { o.drop_row(1); },
     "ledger.jsonl:1: document 0-115 has text left and was not exported"},
    {"SplitRowDropped",
     [](Output& o) { o.drop_row(3); },
     "ledger.jsonl:4: seq 5 (strip 9-22): no document of this name stands yet"},
    {"ReplaceRowDropped",
     [](Output& o) { o.drop_row(6); },
     "ledger.jsonl:1: the rebuilt source has"},
    {"MoveRowDropped", [](Output& o) { o.drop_row(7); }, "ledger.jsonl:1: the rebuilt source has"},
    {"CollapseRowDropped",
     [](Output& o) { o.drop_row(11); },
     "articles.jsonl:2: text has 12 bytes, but 15 bytes stand there"},
    {"RangeShifted",
     [](Output& o) {
         o.row(5)["begin"] = 10;
         o.row(5)["end"] = 23;
     },
     "ledger.jsonl:1: the rebuilt source has SHA-256"},
    {"RangeShortened",
     [](Output& o) { o.row(5)["end"] = 21; },
     "ledger.jsonl:5: seq 5 (strip 9-21): text has 13 bytes, but 12 bytes stand there"},
    {"RangePastTheEnd",
     [](Output& o) { o.row(10)["end"] = 500; },
     "ledger.jsonl:10: seq 10 (strip 87-500): range 87-500: expected a part"},
    {"StrippedTextChanged",
     [](Output& o) { o.row(5)["text"] = "One headlime\n"; },
     "ledger.jsonl:1: the rebuilt source has SHA-256"},
    {"ReplacementChanged",
     [](Output& o) { o.row(6)["replacement"] = "-"; },
     "articles.jsonl:1: text differs from what was put in for 28-29"},
    {"MovedTextChanged",
     [](Output& o) { o.row(7)["text"] = "Caption hare.\n"; },
     "ledger.jsonl:7: seq 7 (move 42-56): text differs from what was put in for 42-56"},
    {"DestinationChanged",
     [](Output& o) { o.row(7)["destination"] = 22; },
     "articles.jsonl:1: text differs from what was put in for 28-29"},
    {"DestinationNowhere",
     [](Output& o) { o.row(7)["destination"] = 9; },
     "ledger.jsonl:7: seq 7 (move 42-56): destination: nothing stands at byte 9"},
    {"GapShifted",
     [](Output& o) {
         o.row(11)["gaps"] = J::array({J::array({111, 114})});
     },
     "ledger.jsonl:1: the rebuilt source has SHA-256"},
    {"SeqsSwapped",
     [](Output& o) { std::swap(o.row(5)["seq"], o.row(6)["seq"]); },
     "ledger.jsonl:6: seq 5 (replace 28-29): expected a seq over 6"},
    {"SeqTwiceInOtherDocument",
     [](Output& o) { o.row(12)["seq"] = 10; },
     "ledger.jsonl:12: seq 10 (collapse 86-87): another row has this seq"},
    {"RowTwice",
     [](Output& o) { o.ledger.push_back(o.row(12)); },
     "ledger.jsonl:13: seq 12 (collapse 86-87): expected a seq over 12"},
    {"RowTwiceWithNewSeq",
     [](Output& o) {
         o.ledger.push_back(o.row(10));
         o.ledger.back()["seq"] = 13;
     },
     "ledger.jsonl:13: seq 13 (strip 87-100): nothing stands at 87-100"},
    {"ArticleTextChanged",
     [](Output& o) { o.articles[1]["text"] = "Second bode."; },
     "ledger.jsonl:1: the rebuilt source has SHA-256"},
    {"ArticleTextShortened",
     [](Output& o) { o.articles[1]["text"] = "Second body"; },
     "articles.jsonl:2: text has 11 bytes, but 12 bytes stand there"},
    {"ArticleTextEmptied",
     [](Output& o) { o.articles[1]["text"] = ""; },
     "ledger.jsonl:1: document 87-115 has text left and was not exported"},
    {"TextWithoutRowsChanged",
     [](Output& o) { o.articles[2]["text"] = "Plain texts"; },
     "articles.jsonl:3: the rebuilt source has SHA-256"},
    {"NoticeTextChanged",
     [](Output& o) { o.notices[0]["text"] = "LOST: card 13 void."; },
     "ledger.jsonl:1: the rebuilt source has SHA-256"},
    {"ArticleDropped",
     [](Output& o) { o.articles.erase(o.articles.begin()); },
     "ledger.jsonl:1: document 9-87 has text left and was not exported"},
    {"ArticleTwice",
     [](Output& o) { o.articles.push_back(o.articles[0]); },
     "articles.jsonl:4: this document has two texts"},
    {"ArticleOfNoDocument",
     [](Output& o) {
         auto uri = o.articles[0]["uri"].get<std::string>();
         o.articles[0]["uri"] = uri.substr(0, uri.find('#')) + "#9-86";
     },
     "articles.jsonl:1: no decision cut this document out of its source"},
    {"ShaChangedInOneRow",
     [](Output& o) { o.row(6)["source_sha256"] = std::string(64, '0'); },
     "ledger.jsonl:6: source_sha256 is not that of the uri"},
    {"SizeChanged",
     [](Output& o) {
         for (auto& row : o.ledger) {
             row["source_bytes"] = 999999999;
         }
     },
     "ledger.jsonl:"},
    {"UriOfAnotherSource",
     [](Output& o) { o.row(6)["uri"] = "galley:" + std::string(64, '0') + "#0-5"; },
     "ledger.jsonl:6: source_sha256 is not that of the uri"},
};

INSTANTIATE_TEST_SUITE_P(Ledger, Damaged, testing::ValuesIn(kDamages), [](const auto& damage) {
    return std::string(damage.param.name);
});

}  // namespace
}  // namespace galley::tests
