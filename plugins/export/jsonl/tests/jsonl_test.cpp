// SPDX-License-Identifier: Apache-2.0
// What the three files hold, on the built plugin; and what happens when they cannot be written.
#include "jsonl.hpp"

#include <algorithm>
#include <csignal>
#include <fstream>
#include <iterator>
#include <sys/resource.h>

#include <gtest/gtest.h>

#include <galley/testing/recording_host.hpp>

#include "article_fields.hpp"
#include "json_text.hpp"
#include "row_parts.hpp"

namespace galley::jsonl {
namespace {

std::string escaped(std::string_view text) {
    std::string room(6 * text.size() + 16, '\0');
    room.resize(static_cast<std::size_t>(escape_json(text, room.data()) - room.data()));
    return room;
}

TEST(JsonText, EscapesWhatJsonMustAndNothingElse) {
    EXPECT_EQ(escaped("a\"b\\c/d"), R"(a\"b\\c/d)");
    EXPECT_EQ(
        escaped(std::string_view("\0\x01\b\t\n\v\f\r\x1f\x7f", 10)),
        "\\u0000\\u0001\\b\\t\\n\\u000b\\f\\r\\u001f\x7f");
    EXPECT_EQ(escaped("河湾 é \U0001F600"), "河湾 é \U0001F600");
}

TEST(JsonText, EscapesAtEveryPlaceOfAVector) {
    for (std::size_t size = 0; size < 70; ++size) {
        for (std::size_t at = 0; at < size; ++at) {
            std::string text(size, 'x');
            text[at] = '"';
            EXPECT_EQ(escaped(text), text.substr(0, at) + "\\" + text.substr(at))
                << size << ' ' << at;
        }
    }
}

TEST(RowParts, EachRowHasItsOwnConfidence) {
    RowParts parts;
    for (const auto& [value, text] : std::vector<std::pair<double, std::string_view>>{
             {0, "0"}, {-0.0, "-0"}, {0.9, "0.9"}, {0.9, "0.9"}, {1, "1"}, {0.9, "0.9"}}) {
        EXPECT_EQ(parts.confidence(value), text);
    }
}

TEST(ArticleFields, PublishedIsADateOrNothing) {
    for (const auto* good :
         {"2031",
          "2031-04",
          "2031-04-12",
          "2031-04-12T09:30",
          "2031-04-12T09:30:05",
          "2031-04-12T09:30Z",
          "2031-04-12T09:30+08:00"}) {
        EXPECT_TRUE(is_iso_date(good)) << good;
    }
    for (const auto* bad :
         {"",
          "04-12",
          "2031-13-01",
          "2031-04-32",
          "2031-4-1",
          "2031-04-12 09:30",
          "2031-04-12T9:30",
          "2031-04-12T25:00",
          "2031-04-12T09:30+8",
          "昨天"}) {
        EXPECT_FALSE(is_iso_date(bad)) << bad;
    }
}

testing::Document article() {
    testing::Document made("First \"line\".\nUnder the photo");
    made.record.uri = "galley:ab#0-60";
    made.record.path = "in/a.txt";
    made.record.ordinal = 2;
    made.record.range = {0, 60};
    made.record.source_sha256 = "ab";
    made.fields = {
        {"headline", "H", {}, 0},
        {"subtitle", "S1", {}, 0},
        {"subtitle", "S2", {}, 0},
        {"byline", "Ann", {}, 0},
        {"byline", "Bo", {}, 0},
        {"byline", "Ann", {}, 0},
        {"source", "Gazette", {}, 0},
        {"published", "Monday", {}, 0},
        {"published", "2031-04", {}, 0},
        {"reviewer", "R", {}, 0},
        {"editor", "E", {}, 0},
        {"language", "en", {}, 0}};
    made.spans = {{{14, 29}, "caption", "", 1}};
    made.tags = {{"keyword", "k", "K", {}, 0.5}};
    return made;
}

testing::Document notice() {
    testing::Document made("LOST: two cards.");
    made.record.kind = "notice";
    made.record.ordinal = 0;
    made.record.uri = "galley:ab#60-77";
    made.record.path = "in/a.txt";
    made.record.range = {60, 77};
    made.record.source_sha256 = "ab";
    made.fields = {
        {"kind", "lost", {}, 0},
        {"holder", "Ann", {}, 0},
        {"document", "card", {}, 2},
        {"number", "12", {}, 2},
        {"number", "13", {}, 2},
        {"document", "seal", {}, 1},
        {"issuer", "Office", {}, 1}};
    return made;
}

std::map<std::string, std::string> export_all(
    const std::vector<const testing::Document*>& documents,
    const testing::Parameters& parameters = {}) {
    testing::RecordingHost host(GALLEY_PLUGIN_FILE);
    EXPECT_EQ(host.configure(parameters), GALLEY_OK) << host.error();
    EXPECT_EQ(host.begin(), GALLEY_OK) << host.error();
    for (const auto* document : documents) {
        EXPECT_EQ(host.write(*document, "key"), GALLEY_OK) << host.error();
    }
    host.finish();
    return host.outputs();
}

TEST(Jsonl, WritesAnArticleAsTheContractSays) {
    const auto one = article();
    EXPECT_EQ(
        export_all({&one}).at("articles.jsonl"),
        R"({"schema_version":1,"uri":"galley:ab#0-60","path":"in/a.txt","article":2,"headline":"H",)"
        R"("subtitle":"S1","text":"First \"line\".\nUnder the photo","byline":["Ann","Bo"],)"
        R"("source":"Gazette","published":"2031-04","editor":"E","language":"en",)"
        R"("captions":["Under the photo"],)"
        R"("tags":[{"scheme":"keyword","code":"k","label":"K","confidence":0.5}],"status":"ok"})"
        "\n");
}

TEST(Jsonl, WritesANoticeWithItsItems) {
    const auto one = notice();
    EXPECT_EQ(
        export_all({&one}).at("notices.jsonl"),
        R"({"schema_version":1,"uri":"galley:ab#60-77","path":"in/a.txt","kind":"lost","holder":"Ann",)"
        R"("items":[{"document":"card","numbers":["12","13"],"issuer":null},)"
        R"({"document":"seal","numbers":[],"issuer":"Office"}],"text":"LOST: two cards.","span":[60,77]})"
        "\n");
}

testing::Row row(galley_action action, std::string text) {
    testing::Row made;
    made.action = action;
    made.range = {3, 9};
    made.stage = "s";
    made.plugin = "cleanup.p";
    made.plugin_version = "1";
    made.rule = "r";
    made.category = "wrap";
    made.text = std::move(text);
    made.confidence = 0.25;
    return made;
}

TEST(Jsonl, WritesEachDecisionWithWhatItsKindNeeds) {
    auto one = article();
    one.record.rows = {row(GALLEY_REPLACE, "\n"), row(GALLEY_MOVE, "m"), row({}, "")};
    one.record.rows[0].replacement = " ";
    one.record.rows[1].destination = 40;
    one.record.rows[2].gaps = {{4, 5}, {7, 9}};
    const auto line = [](int seq, const std::string& middle) {
        return R"({"schema_version":1,"uri":"galley:ab#0-60","path":"in/a.txt","article":2,"seq":)" +
               std::to_string(seq) +
               R"(,"stage":"s","plugin":"cleanup.p","plugin_version":"1","rule":"r","category":"wrap","op":)" +
               middle +
               R"("confidence":0.25,"status":"applied","source_sha256":"ab","source_bytes":29})"
               "\n";
    };
    EXPECT_EQ(
        export_all({&one}).at("ledger.jsonl"),
        line(
            1, R"("replace","begin":3,"end":9,"text":"\n","replacement":" ","destination":null,)") +
            line(2, R"("move","begin":3,"end":9,"text":"m","replacement":null,"destination":40,)") +
            line(
                3,
                R"("collapse","begin":3,"end":9,"text":"","replacement":null,"destination":null,)"
                R"("gaps":[[4,5],[7,9]],)"));
}

TEST(Jsonl, WritesRowsOfAPageWithItsFirstChildOnly) {
    testing::Document page;
    page.record.kind = "page";
    page.record.uri = "galley:ab#0-99";
    page.record.rows = {row(GALLEY_STRIP, "x")};
    for (int i = 0; i < 2; ++i) {
        page.children.push_back(std::make_unique<testing::Document>(article()));
        page.children.back()->page = &page;
    }
    const auto out = export_all({page.children[0].get(), page.children[1].get()});
    const auto& ledger = out.at("ledger.jsonl");
    EXPECT_EQ(std::count(ledger.begin(), ledger.end(), '\n'), 1);
    EXPECT_NE(
        ledger.find(R"("uri":"galley:ab#0-99","path":"","article":0,"seq":1)"), std::string::npos);
}

/// A page of which the second article, and a notice cut out of the first, are written.
class VersionTest : public ::testing::Test {
  protected:
    VersionTest() {
        page_.record.kind = "page";
        page_.record.uri = "galley:ab#0-99";
        auto& second = add(page_, "galley:ab#50-99", false);
        auto& first = add(page_, "galley:ab#0-50", true);
        add(first, "galley:ab#10-20", true);
        add(page_, "galley:ab#40-45", true);
        add(second, "galley:ab#60-70", true);
        page_.record.rows = {row(GALLEY_STRIP, "x")};
        page_.record.unchanged_count = 4;
    }

    static testing::Document& add(
        testing::Document& parent, const std::string& uri, bool unchanged) {
        auto& made = *parent.children.emplace_back(std::make_unique<testing::Document>(article()));
        made.page = &parent;
        made.record.uri = uri;
        made.record.rows = {row(GALLEY_STRIP, "x")};
        made.record.unchanged = unchanged;
        made.record.unchanged_count = 4;
        return made;
    }

    static std::vector<std::string> uris(std::string_view lines) {
        std::vector<std::string> found;
        for (auto at = lines.find("galley:"); at != lines.npos;
             at = lines.find("galley:", at + 1)) {
            found.emplace_back(lines.substr(at, lines.find('"', at) - at));
        }
        return found;
    }

    testing::Document page_;
};

TEST_F(VersionTest, RowsOfWhatIsNotWrittenGoWithWhatIs) {
    const auto out = export_all({page_.children[0].get()});
    EXPECT_EQ(uris(out.at("articles.jsonl")), std::vector<std::string>{"galley:ab#50-99"});
    EXPECT_EQ(
        uris(out.at("ledger.jsonl")),
        (std::vector<std::string>{
            "galley:ab#0-99",
            "galley:ab#0-50",
            "galley:ab#10-20",
            "galley:ab#40-45",
            "galley:ab#60-70",
            "galley:ab#50-99"}));
}

TEST_F(VersionTest, ACanceledOneIsItsUri) {
    testing::RecordingHost host(GALLEY_PLUGIN_FILE);
    ASSERT_EQ(host.configure(), GALLEY_OK) << host.error();
    ASSERT_EQ(host.begin(), GALLEY_OK) << host.error();
    ASSERT_EQ(host.cancel("galley:ab#0-50", "article", "k"), GALLEY_OK) << host.error();
    ASSERT_EQ(host.cancel("galley:ab#60-70", "notice", "k"), GALLEY_OK) << host.error();
    host.finish();
    const auto out = host.outputs();
    EXPECT_EQ(
        out.at("articles.jsonl"),
        R"({"schema_version":1,"uri":"galley:ab#0-50","status":"canceled"})"
        "\n");
    EXPECT_EQ(
        out.at("notices.jsonl"),
        R"({"schema_version":1,"uri":"galley:ab#60-70","status":"canceled"})"
        "\n");
    EXPECT_EQ(out.at("ledger.jsonl"), "");
}

TEST(Jsonl, LeavesOutFilesThatAreNotWanted) {
    const auto one = article();
    const auto out = export_all({&one}, {{"ledger", "false"}, {"notices", "false"}});
    EXPECT_EQ(out.size(), 1U);
    EXPECT_TRUE(out.contains("articles.jsonl"));
}

TEST(Jsonl, CutsEachFileToThePositionItGave) {
    testing::RecordingHost host(GALLEY_PLUGIN_FILE);
    ASSERT_EQ(host.configure(), GALLEY_OK) << host.error();
    ASSERT_EQ(host.begin(), GALLEY_OK) << host.error();
    const auto one = article();
    const auto two = notice();
    ASSERT_EQ(host.write(one, "1"), GALLEY_OK) << host.error();
    std::string position;
    ASSERT_EQ(host.prepare(position), GALLEY_OK) << host.error();
    ASSERT_EQ(host.commit(), GALLEY_OK) << host.error();
    const auto before = host.outputs();
    EXPECT_EQ(
        position,
        "articles:" + std::to_string(before.at("articles.jsonl").size()) + ",notices:0,ledger:0");
    ASSERT_EQ(host.write(two, "2"), GALLEY_OK) << host.error();
    host.finish();
    EXPECT_NE(host.outputs(), before);
    ASSERT_EQ(host.begin("run-1", position), GALLEY_OK) << host.error();
    EXPECT_EQ(host.outputs(), before);
    EXPECT_EQ(host.begin("run-1", "articles:1"), GALLEY_E_ARGUMENT);
    EXPECT_EQ(host.error(), "a position that export.jsonl did not make");
}

TEST(JsonlFiles, SaysWhichFileCannotBeWrittenAndWhy) {
    JsonlFiles files;
    try {
        files.begin({"/nowhere/articles.jsonl", "", ""}, "");
        FAIL() << "no failure";
    } catch (const failure& why) {
        EXPECT_STREQ(why.what(), "/nowhere/articles.jsonl: cannot open: No such file or directory");
    }
}

TEST(OutputFile, SaysThatAFileCannotGrow) {
    const auto path = ::testing::TempDir() + "galley_full";
    rlimit before{};
    ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
    const auto old_action = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit small{4096, before.rlim_max};
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
    std::string message;
    try {
        output_file file;
        file.open(path);
        file.append(std::string(5000, 'x'));
        file.flush();
    } catch (const failure& why) {
        message = why.what();
    }
    ::setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, old_action);
    ::unlink(path.c_str());
    EXPECT_EQ(message, path + ": cannot write: File too large");
}

TEST(OutputFile, HandsOverWholeBlocksUntilItIsFlushed) {
    const auto path = ::testing::TempDir() + "galley_blocks";
    std::string expected;
    std::vector<std::size_t> sizes;
    const auto append = [&](output_file& file, std::size_t lines) {
        for (std::size_t i = 0; i < lines; ++i) {
            const std::string line(i % 2 == 0 ? 700 : 40000, static_cast<char>('a' + i % 26));
            file.append(line);
            expected += line;
            EXPECT_EQ(file.size_bytes(), expected.size());
        }
    };
    for (const std::uint64_t kept : {0U, 1000U}) {
        expected.resize(kept);
        sizes.clear();
        output_file file;
        file.open(path, kept);
        std::string passed = expected;
        file.on_flush([&](std::string_view bytes) {
            passed += bytes;
            sizes.push_back(passed.size());
        });
        append(file, 40);
        EXPECT_GE(sizes.size(), 9U);
        for (const auto size : sizes) {
            EXPECT_EQ(size % output_file::block_bytes, 0U);
        }
        file.flush();
        EXPECT_EQ(passed, expected);
        std::ifstream in(path, std::ios::binary);
        EXPECT_EQ(std::string(std::istreambuf_iterator<char>(in), {}), expected);
    }
    ::unlink(path.c_str());
}

TEST(OutputFile, KeepsTextsLongerThanItsBuffer) {
    const auto path = ::testing::TempDir() + "galley_long_text";
    output_file file;
    file.open(path);
    JsonText json(file);
    const std::string text(3 * output_file::block_bytes + 7, '"');
    json.text(text);
    EXPECT_EQ(file.size_bytes(), 2 * text.size() + 2);
    file.flush();
    EXPECT_EQ(file.size_bytes(), 2 * text.size() + 2);
    file.close();
    ::unlink(path.c_str());
}

}  // namespace
}  // namespace galley::jsonl
