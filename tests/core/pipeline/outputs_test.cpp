// SPDX-License-Identifier: Apache-2.0
// The OUT folder: which names are plain, what is refused, what is published.
#include "core/pipeline/outputs.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>

#include "core/config/plain_name.hpp"

namespace galley::core::pipeline {
namespace {

namespace fs = std::filesystem;

class OutputsTest : public testing::Test {
  protected:
    OutputsTest() {
        auto name = (fs::temp_directory_path() / "galley-outputs-XXXXXX").string();
        folder_ = mkdtemp(name.data());
    }

    ~OutputsTest() override { fs::remove_all(folder_); }

    static void put(const fs::path& path) { std::ofstream(path) << "x"; }

    fs::path folder_;
};

TEST(PlainName, TakesOneFolder) {
    for (const auto* name : {"proof.html", "proof/page-001.html", "A_b-1"}) {
        EXPECT_TRUE(config::is_plain_name(name)) << name;
    }
    EXPECT_TRUE(config::is_plain_name(std::string(200, 'a')));
}

TEST(PlainName, RefusesWhatLeavesOutOrHides) {
    for (const auto* name :
         {"",
          ".",
          "..",
          "../x",
          "/x",
          "x/",
          "a/b/c",
          ".galley/x",
          "a/.b",
          "a b",
          "a\nb",
          "页.html"}) {
        EXPECT_FALSE(config::is_plain_name(name)) << name;
    }
    EXPECT_FALSE(config::is_plain_name(std::string(201, 'a')));
    EXPECT_FALSE(config::is_plain_name(std::string_view("a\0b", 3)));
}

TEST_F(OutputsTest, PublishesWhatWasWritten) {
    const auto out = folder_ / "deep" / "out";
    auto made = Outputs::create(out);
    ASSERT_TRUE(made.has_value());
    auto& outputs = made.value();
    const auto perms = fs::status(out / ".galley").permissions();
    EXPECT_EQ(perms, fs::perms::owner_all);
    put(std::string(outputs.path("jsonl", "articles.jsonl").value()));
    put(std::string(outputs.path("sheet", "proof/page-001.html").value()));
    ASSERT_TRUE(outputs.path("sheet", "never-written.html").has_value());
    EXPECT_FALSE(fs::exists(out / "articles.jsonl"));
    ASSERT_TRUE(outputs.publish().has_value());
    EXPECT_TRUE(fs::exists(out / "articles.jsonl"));
    EXPECT_TRUE(fs::exists(out / "proof" / "page-001.html"));
    EXPECT_FALSE(fs::exists(out / "never-written.html"));
    EXPECT_TRUE(fs::exists(out / ".galley" / "parts" / "articles.jsonl")) << "for later documents";
}

TEST_F(OutputsTest, APublishedFileNeverChanges) {
    const auto out = folder_ / "out";
    auto made = Outputs::create(out);
    const std::string staged(made->path("jsonl", "articles.jsonl").value());
    put(staged);
    ASSERT_TRUE(made->keep("jsonl", "articles.jsonl", 1).has_value());
    ASSERT_TRUE(made->publish().has_value());
    auto resumed = Outputs::resume(out, made->records());
    ASSERT_EQ(resumed.path("jsonl", "articles.jsonl").value(), staged);
    std::ofstream(staged, std::ios::app) << "y";
    EXPECT_EQ(fs::file_size(out / "articles.jsonl"), 1U);
    ASSERT_TRUE(resumed.publish().has_value());
    EXPECT_EQ(fs::file_size(out / "articles.jsonl"), 2U);
}

TEST_F(OutputsTest, KeepsOnlyWhatAStageWritesAndNeverLess) {
    auto made = Outputs::create(folder_ / "out");
    ASSERT_TRUE(made->path("one", "a.jsonl").has_value());
    EXPECT_TRUE(made->keep("one", "a.jsonl", 5).has_value());
    for (const auto& refused :
         {made->keep("one", "a.jsonl", 4),
          made->keep("two", "a.jsonl", 6),
          made->keep("one", "b", 0)}) {
        EXPECT_FALSE(refused.has_value());
    }
    EXPECT_EQ(
        made->keep("two", "a.jsonl", 6).error().message,
        "output \"a.jsonl\": expected one that this stage writes, and no fewer bytes kept than "
        "before");
    EXPECT_EQ(made->records().at(0).kept_bytes, 5U);
}

TEST_F(OutputsTest, KnowsTheChecksumOfWhatPassed) {
    auto made = Outputs::create(folder_ / "out");
    const std::string staged(made->path("one", "a.jsonl").value());
    std::ofstream(staged) << "abcde";
    ASSERT_TRUE(made->pass("one", "a.jsonl", "abc").has_value());
    ASSERT_TRUE(made->pass("one", "a.jsonl", "de").has_value());
    ASSERT_TRUE(made->keep("one", "a.jsonl", 5).has_value());
    auto passed = made->records().at(0);
    ASSERT_TRUE(passed.hashed);
    state::OutputRecord read{"one", "a.jsonl", 5, 0, false};
    ASSERT_TRUE(state::KeptHashes(folder_ / "out/.galley/parts").add(read).has_value());
    EXPECT_EQ(passed.hash, read.hash);
}

TEST_F(OutputsTest, LeavesAFileToBeReadOfWhichNotAllPassed) {
    auto made = Outputs::create(folder_ / "out");
    ASSERT_TRUE(made->path("one", "a.jsonl").has_value());
    ASSERT_TRUE(made->pass("one", "a.jsonl", "abc").has_value());
    ASSERT_TRUE(made->keep("one", "a.jsonl", 5).has_value());
    EXPECT_FALSE(made->records().at(0).hashed);
    EXPECT_EQ(
        made->pass("two", "a.jsonl", "x").error().message,
        "output \"a.jsonl\": expected one that this stage writes");
}

TEST_F(OutputsTest, MissesWhatPassedAndIsNotThere) {
    auto made = Outputs::create(folder_ / "out");
    const std::string staged(made->path("one", "a.jsonl").value());
    std::ofstream(staged) << "abc";
    ASSERT_TRUE(made->pass("one", "a.jsonl", "abcde").has_value());
    ASSERT_TRUE(made->keep("one", "a.jsonl", 5).has_value());
    auto record = made->records().at(0);
    const auto added = state::KeptHashes(folder_ / "out/.galley/parts").add(record);
    ASSERT_FALSE(added.has_value());
    EXPECT_EQ(
        added.error().message,
        staged + ": expected at least 5 bytes that stay as they are, as its exporter said");
}

TEST_F(OutputsTest, GivesOneNameToOneStage) {
    auto made = Outputs::create(folder_ / "out");
    auto& outputs = made.value();
    const auto first = outputs.path("one", "proof.html");
    EXPECT_EQ(first.value(), outputs.path("one", "proof.html").value());
    const auto second = outputs.path("two", "proof.html");
    ASSERT_FALSE(second.has_value());
    EXPECT_EQ(second.error().message, "output \"proof.html\": stage one writes it already");
    EXPECT_EQ(second.error().kind, ErrorKind::kConfig);
    EXPECT_FALSE(outputs.path("one", "../proof.html").has_value());
}

TEST_F(OutputsTest, AbandonLeavesNothingItMade) {
    auto made = Outputs::create(folder_ / "a" / "b" / "out");
    made.value().abandon();
    EXPECT_TRUE(fs::is_empty(folder_));
    fs::create_directory(folder_ / "out");
    auto inside = Outputs::create(folder_ / "out");
    inside.value().abandon();
    EXPECT_TRUE(fs::is_empty(folder_ / "out")) << "the folder was there before";
}

TEST_F(OutputsTest, RefusesWhatHoldsSomething) {
    put(folder_ / "mine.txt");
    const auto refused = Outputs::create(folder_);
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().kind, ErrorKind::kUsage);
    const auto file = Outputs::create(folder_ / "mine.txt");
    EXPECT_EQ(
        file.error().message,
        (folder_ / "mine.txt").string() + ": expected a folder for --out, got a file");
    fs::create_symlink("gone", folder_ / "link");
    const auto link = Outputs::create(folder_ / "link");
    EXPECT_EQ(link.error().kind, ErrorKind::kUsage);
    EXPECT_EQ(
        link.error().message,
        (folder_ / "link").string() +
            ": expected a folder for --out, got a link to gone, which is not there");
}

}  // namespace
}  // namespace galley::core::pipeline
