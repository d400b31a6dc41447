// SPDX-License-Identifier: Apache-2.0
// --fresh deletes a run and nothing else.
#include "core/state/fresh.hpp"

#include "tests/core/state/state_folder.hpp"

namespace galley::core::state {
namespace {

namespace fs = std::filesystem;

class FreshTest : public StateFolderTest {
  protected:
    FreshTest() {
        auto state = open();
        EXPECT_TRUE(
            state.value()->commit(commit_of(*state.value(), "a.txt", "line\n")).has_value());
        fs::create_directories(part("proof"));
        fs::create_directories(out_ / "proof");
        for (const auto* name : {"articles.jsonl", "proof/page-001.html"}) {
            append(part(name), "x");
            append(out_ / name, "x");
        }
        fs::create_directories(out_ / "dead-letter" / "run-1" / "00000001");
        append(out_ / "dead-letter" / "run-1" / "00000001" / "reason.json", "{}");
    }
};

TEST_F(FreshTest, DeletesAndTellsWhat) {
    const auto deleted = delete_run(out_);
    ASSERT_TRUE(deleted.has_value());
    EXPECT_EQ(deleted->run, "run-1");
    EXPECT_EQ(
        deleted->outputs, (std::vector<std::string>{"articles.jsonl", "proof/page-001.html"}));
    EXPECT_EQ(deleted->dead_letters, 1U);
    EXPECT_TRUE(fs::is_empty(out_));
}

TEST_F(FreshTest, DeletesNothingBesideForeignFiles) {
    append(out_ / "mine.txt", "x");
    const auto refused = delete_run(out_);
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(
        refused.error(),
        (Error{
            out_.string() +
                ": holds files that this run did not write (mine.txt); --fresh deletes a run only: "
                "move them away, or name another --out",
            ErrorKind::kUsage}));
    EXPECT_TRUE(fs::exists(out_ / "articles.jsonl"));
    EXPECT_TRUE(fs::exists(file("journal")));
}

TEST_F(FreshTest, DeletesNothingWhileAnotherIsAtWork) {
    const auto other = open();
    ASSERT_TRUE(other.has_value());
    const auto refused = delete_run(out_);
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().kind, ErrorKind::kUsage);
    EXPECT_TRUE(fs::exists(out_ / "articles.jsonl"));
}

TEST_F(FreshTest, LeavesAFolderAloneThatHoldsNoRun) {
    fs::remove_all(file(""));
    const auto deleted = delete_run(out_);
    ASSERT_TRUE(deleted.has_value());
    EXPECT_TRUE(deleted->run.empty());
    EXPECT_TRUE(fs::exists(out_ / "articles.jsonl"));
}

}  // namespace
}  // namespace galley::core::state
