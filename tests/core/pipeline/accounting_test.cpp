// SPDX-License-Identifier: Apache-2.0
// The balance, the error limit and dead letters.
#include "core/pipeline/accounting.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>

#include <gtest/gtest.h>

namespace galley::core::pipeline {
namespace {

namespace fs = std::filesystem;

struct Books {
    explicit Books(std::optional<config::ErrorLimit> limit = {}, const fs::path& out = {}) {
        config.limits.errors = limit;
        report.run = "run-1";
        accounting.emplace(config, report, out);
    }

    void book(std::string_view text, std::string_view status = "ok") {
        Item item;
        item.family.path = "a.txt";
        item.family.set_source(text);
        if (status != "ok") {
            item.fail(status, "stage", "cleanup.stage", "a reason");
        }
        accounting->find_duplicate(item);
        EXPECT_TRUE(accounting->count(item).has_value());
    }

    config::Config config;
    RunReport report;
    std::optional<Accounting> accounting;
};

TEST(Accounting, BooksEachDocumentOnce) {
    Books books;
    books.book("one");
    books.book("two", "held");
    books.book("three", "filtered");
    for (const auto* status : {"failed_read", "failed_plugin", "timeout", "failed_export"}) {
        books.book(status, status);
    }
    books.book("one");
    const auto& b = books.report.balance;
    EXPECT_EQ(b.read, 8U);
    EXPECT_EQ(b.exported, 1U);
    EXPECT_EQ(b.held, 1U);
    EXPECT_EQ(b.filtered, 1U);
    EXPECT_EQ(b.failed, 4U);
    EXPECT_EQ(b.duplicate, 1U);
    EXPECT_TRUE(b.closes());
    EXPECT_EQ(b.articles, 1U);
}

TEST(Accounting, TheFirstOfEqualTextsIsNotADuplicateWhenItFailed) {
    Books books;
    books.book("one", "failed_read");
    books.book("one");
    EXPECT_EQ(books.report.balance.exported, 1U);
    EXPECT_EQ(books.report.balance.duplicate, 0U);
}

TEST(Accounting, AHeldTextIsNotHeldTwice) {
    Books books;
    books.book("one", "held");
    books.book("one", "held");
    EXPECT_EQ(books.report.balance.held, 1U);
    EXPECT_EQ(books.report.balance.duplicate, 1U);
}

TEST(ErrorLimit, OfACountIsWhatMayFail) {
    Books books({{.errors = 2, .per = 0}});
    books.book("1", "failed_read");
    books.book("2", "failed_read");
    EXPECT_FALSE(books.accounting->over_error_limit());
    books.book("3", "failed_read");
    EXPECT_TRUE(books.accounting->over_error_limit());
}

TEST(ErrorLimit, OfAShareIsJudgedOverItsBase) {
    Books books({{.errors = 1, .per = 10}});
    books.book("1", "failed_read");
    EXPECT_FALSE(books.accounting->over_error_limit()) << "one of the first ten";
    for (int i = 0; i < 10; ++i) {
        books.book("good " + std::to_string(i));
    }
    books.book("2", "failed_read");
    EXPECT_TRUE(books.accounting->over_error_limit()) << "two of twelve";
}

TEST(ErrorLimit, IsAFifthOfFiftyWhenNotGiven) {
    Books books(config::Limits().errors);
    for (int i = 0; i < 49; ++i) {
        books.book(std::to_string(i), i < 10 ? "ok" : "failed_plugin");
    }
    EXPECT_FALSE(books.accounting->over_error_limit()) << "39 of 49";
    books.book("49", "failed_plugin");
    EXPECT_TRUE(books.accounting->over_error_limit()) << "40 of 50";
    Books good(config::Limits().errors);
    for (int i = 0; i < 50; ++i) {
        good.book(std::to_string(i), i < 10 ? "failed_plugin" : "ok");
    }
    EXPECT_FALSE(good.accounting->over_error_limit()) << "a fifth is let pass";
    good.book("50", "failed_plugin");
    EXPECT_TRUE(good.accounting->over_error_limit()) << "11 of 51";
}

TEST(ErrorLimit, NoneStopsNothingAndZeroStopsAtTheFirst) {
    Books free;
    free.book("1", "failed_read");
    EXPECT_FALSE(free.accounting->over_error_limit());
    Books strict({{.errors = 0, .per = 0}});
    strict.book("1", "held");
    EXPECT_FALSE(strict.accounting->over_error_limit()) << "held is no error";
    strict.book("2", "timeout");
    EXPECT_TRUE(strict.accounting->over_error_limit());
}

TEST(DeadLetter, HoldsBytesAndReason) {
    auto name = (fs::temp_directory_path() / "galley-letters-XXXXXX").string();
    const fs::path out = mkdtemp(name.data());
    Books books({}, out);
    books.book("good");
    books.book("bad text", "failed_plugin");
    books.book("good");
    EXPECT_EQ(std::distance(fs::directory_iterator(out / "dead-letter" / "run-1"), {}), 1);
    const auto letter = out / "dead-letter" / "run-1" / "00000002";
    std::ifstream bytes(letter / "input.bin");
    EXPECT_EQ(std::string(std::istreambuf_iterator<char>(bytes), {}), "bad text");
    std::ifstream reason(letter / "reason.json");
    EXPECT_EQ(
        nlohmann::json::parse(reason),
        (nlohmann::json{
            {"schema_version", 1},
            {"run", "run-1"},
            {"number", 2},
            {"path", "a.txt"},
            {"status", "failed_plugin"},
            {"stage", "stage"},
            {"plugin", "cleanup.stage"},
            {"reason", "a reason"},
            {"input_bytes", 8},
            {"input_cut", false},
            {"input", "text"},
            {"streamed", false},
            {"media_type", ""},
            {"encoding", ""},
            {"fields", nlohmann::json::array()}}));
    fs::remove_all(out);
}

TEST(DeadLetter, ThatCannotBeWrittenNamesThePlace) {
    Books books({}, "/dev/null");
    Item item;
    item.family.set_source("x");
    item.fail("failed_read", "", "", "why");
    const auto counted = books.accounting->count(item);
    ASSERT_FALSE(counted.has_value());
    EXPECT_EQ(counted.error().kind, ErrorKind::kIo);
    EXPECT_EQ(
        counted.error().message,
        "/dev/null/dead-letter/run-1/00000001: cannot be written: Not a directory");
}

}  // namespace
}  // namespace galley::core::pipeline
