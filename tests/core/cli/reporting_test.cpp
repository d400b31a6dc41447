// SPDX-License-Identifier: Apache-2.0
// What people read about a run: exact texts.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/reporting/log.hpp"
#include "core/reporting/progress.hpp"
#include "core/reporting/repeats.hpp"
#include "core/reporting/summary.hpp"

namespace galley::core::reporting {
namespace {

pipeline::RunReport sample_report() {
    pipeline::RunReport report;
    report.run = "r1";
    report.balance = {
        .read = 1234,
        .exported = 1230,
        .duplicate = 1,
        .filtered = 0,
        .held = 1,
        .failed = 2,
        .articles = 1300,
        .notices = 7,
        .stripped = 2,
        .bytes = 5};
    report.stripped_by_category = {{"breadcrumb", 2}};
    report.casualties = {
        {"a\nb.txt", "failed_read", "not text"}, {"c.txt", "held", "too much \x1b[31m"}};
    report.seconds = 1.5;
    return report;
}

TEST(Printable, LeavesTextAlone) {
    EXPECT_EQ(printable("渡口 ferry \xF0\xA0\x80\x80"), "渡口 ferry \xF0\xA0\x80\x80");
}

TEST(Printable, ShowsControlsBidiAndBrokenBytes) {
    EXPECT_EQ(printable("a\tb\x1b[2J\x7f\n"), "a\\x09b\\x1b[2J\\x7f\\x0a");
    EXPECT_EQ(printable("\xC2\x85\xE2\x80\xAE\xE2\x80\xA8"), "\\x85\\u{202e}\\u{2028}");
    EXPECT_EQ(printable("\xFF\xE6\xB8"), "\\xff\\xe6\\xb8");
    EXPECT_EQ(printable("\xEF\xBF\xBD"), "\xEF\xBF\xBD") << "a replacement character is text";
    EXPECT_EQ(printable(std::string_view("\0", 1)), "\\x00");
}

TEST(JsonLine, SaysTheSameWithoutCommandingATerminal) {
    const std::string nasty = "渡口\x1b[2J\x7f\xC2\x9B\xE2\x80\xAE\xD8\x9C";
    const auto line = json_line({{"path", nasty}, {"broken", "a\xFF"}});
    EXPECT_EQ(
        line,
        R"({"path":"渡口\u001b[2J\u007f\u009b\u202e\u061c","broken":"a�"})"
        "\n");
    EXPECT_EQ(nlohmann::json::parse(line).at("path"), nasty);
}

TEST(WithCommas, GroupsThousands) {
    EXPECT_EQ(with_commas(0), "0");
    EXPECT_EQ(with_commas(999), "999");
    EXPECT_EQ(with_commas(1000), "1,000");
    EXPECT_EQ(with_commas(1234567), "1,234,567");
}

TEST(SummaryTable, SaysWhatBecameOfEachDocument) {
    EXPECT_EQ(
        summary_table(sample_report()),
        "Documents\n"
        "  read                         1,234\n"
        "  exported                     1,230\n"
        "  duplicate                        1\n"
        "  held                             1\n"
        "  failed                           2\n"
        "Came out\n"
        "  articles                     1,300\n"
        "  notices                          7\n"
        "Stripped passages\n"
        "  all                              2\n"
        "    breadcrumb                     2\n"
        "Not exported\n"
        "  a\\x0ab.txt: failed_read: not text\n"
        "  c.txt: held: too much \\x1b[31m\n"
        "  and 2 more\n");
}

TEST(BalanceLines, SayWhetherItCloses) {
    auto report = sample_report();
    EXPECT_EQ(
        balance_lines(report),
        "balance: read=1234 exported=1230 duplicate=1 filtered=0 held=1 failed=2 closes=yes\n"
        "passages: articles=1300 notices=7 stripped=2 seconds=1.50\n");
    ++report.balance.read;
    EXPECT_NE(balance_lines(report).find("closes=no\n"), std::string::npos);
}

TEST(SummaryJson, IsOneLineEvenOfBrokenBytes) {
    auto report = sample_report();
    report.casualties.front().path = "\xFF.txt";
    const auto line = summary_json(report);
    EXPECT_EQ(line.find('\n'), line.size() - 1);
    EXPECT_NE(line.find("\"path\":\"\xEF\xBF\xBD.txt\""), std::string::npos);
}

TEST(ProgressLine, CountsWithoutAKnownEnd) {
    EXPECT_EQ(progress_line({.read = 1200}, 0, 4.0), "1,200 documents  300/s  0:04");
    EXPECT_EQ(progress_line({.read = 0}, 0, 0.0), "0 documents  0/s  0:00");
    EXPECT_EQ(progress_line({.read = 1}, 0, 3725.0), "1 documents  0/s  1:02:05");
}

TEST(ProgressLine, DrawsABarWithRateAndRemainingTime) {
    EXPECT_EQ(
        progress_line({.read = 1200, .bytes = 50}, 100, 12.0),
        "[============            ]  50 %  1,200 documents  100/s  ETA 0:12");
    // A session that goes on where half was done: its own pace counts.
    EXPECT_EQ(
        progress_line({.read = 1200, .bytes = 75}, 100, 12.0, {.read = 600, .bytes = 50}),
        "[==================      ]  75 %  1,200 documents  50/s  ETA 0:12");
    EXPECT_EQ(
        progress_line({.read = 0, .bytes = 0}, 100, 1.0),
        "[                        ]   0 %  0 documents  0/s  ETA -");
    EXPECT_EQ(
        progress_line({.read = 10, .bytes = 300}, 100, 5.0),
        "[========================] 100 %  10 documents  2/s  ETA 0:00")
        << "decoded text may be longer than the bytes it came from";
}

TEST(Repeats, LetsFiveThroughAndCountsTheOthersUntilTheWindowEnds) {
    Repeats repeats;
    const Repeats::Time begin{};
    const auto at = [&](int seconds) { return begin + std::chrono::seconds(seconds); };
    for (int i = 0; i < 42; ++i) {
        EXPECT_EQ(repeats.lets_through(3, "slow", at(i % 9)), i < 5) << i;
    }
    EXPECT_TRUE(repeats.lets_through(4, "other", at(5)));
    EXPECT_TRUE(repeats.take_ended(at(9)).empty());
    const auto ended = repeats.take_ended(at(10));
    ASSERT_EQ(ended.size(), 1U);
    EXPECT_EQ(ended[0].line, "slow");
    EXPECT_EQ(ended[0].times, 37U);
    EXPECT_EQ(ended[0].level, 3);
    EXPECT_TRUE(repeats.lets_through(3, "slow", at(11))) << "a new window";
    EXPECT_TRUE(repeats.take_ended(Repeats::Time::max()).empty());
}

TEST(Repeats, CountsNothingOfTooManyKinds) {
    Repeats repeats;
    for (std::size_t i = 0; i < Repeats::kMostKinds; ++i) {
        repeats.lets_through(3, std::to_string(i), {});
    }
    for (int i = 0; i < 10; ++i) {
        EXPECT_TRUE(repeats.lets_through(3, "one more", {}));
    }
}

std::unique_ptr<Log> opened(LogOptions options) {
    auto log = Log::open(options);
    EXPECT_TRUE(log.has_value());
    return std::move(log).value();
}

TEST(Log, CountsWhatRepeats) {
    testing::internal::CaptureStderr();
    {
        const auto log =
            opened({.level = 3, .format = LogFormat::kText, .colour = false, .file = {}});
        log->write(2, "s", "below the level");
        for (int i = 0; i < 42; ++i) {
            log->write(3, "strip_furniture", "a rule\x1b is slow");
        }
    }
    const auto shown = testing::internal::GetCapturedStderr();
    EXPECT_EQ(std::count(shown.begin(), shown.end(), '\n'), 6);
    EXPECT_TRUE(
        shown.ends_with("warning: strip_furniture: a rule\\x1b is slow ... repeated 37 times\n"))
        << shown;
    EXPECT_EQ(shown.find("below"), std::string::npos);
}

TEST(Log, JsonLinesAreWholeToTheEnd) {
    testing::internal::CaptureStderr();
    {
        const auto log =
            opened({.level = 3, .format = LogFormat::kJson, .colour = false, .file = {}});
        for (int i = 0; i < 6; ++i) {
            log->write(3, "s", "say \"no\" \\ \n");
        }
    }
    const auto shown = testing::internal::GetCapturedStderr();
    const auto last = shown.substr(shown.rfind('\n', shown.size() - 2) + 1);
    EXPECT_TRUE(last.ends_with(
        R"("level":"warning","stage":"s","message":"say \"no\" \\ \\x0a","repeated":1})"
        "\n"))
        << last;
}

std::string content(const std::filesystem::path& file) {
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
}

TEST(Log, GoesOnInAFileOfItsNameWhenAskedTo) {
    auto name = (std::filesystem::temp_directory_path() / "galley-log-XXXXXX").string();
    const std::filesystem::path folder = mkdtemp(name.data());
    const auto file = folder / "galley.log";
    {
        const auto log =
            opened({.level = 3, .format = LogFormat::kText, .colour = true, .file = file});
        log->write(3, "s", "one");
        std::filesystem::rename(file, folder / "old");
        log->write(3, "s", "two");
        log->reopen();
        log->write(3, "s", "three");
        std::filesystem::rename(file, folder / "older");
        std::filesystem::create_directory(file);
        log->reopen();
        log->write(3, "s", "four");
    }
    const auto first = content(folder / "old");
    constexpr std::size_t kTime = sizeof("2026-01-01T00:00:00.000Z") - 1;
    EXPECT_EQ(first.substr(kTime, first.find('\n') - kTime), " warning: s: one");
    EXPECT_TRUE(first.ends_with("Z warning: s: two\n")) << first;
    const auto later = content(folder / "older");
    EXPECT_NE(later.find(" warning: s: three\n"), std::string::npos);
    EXPECT_NE(
        later.find(" error: log: " + file.string() + ": cannot be opened: Is a directory\n"),
        std::string::npos)
        << later;
    EXPECT_NE(later.find(" warning: s: four\n"), std::string::npos) << "it keeps what it has";
    const auto refused = Log::open({.level = 3, .format = {}, .colour = false, .file = file});
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().message, file.string() + ": cannot be opened: Is a directory");
    std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace galley::core::reporting
