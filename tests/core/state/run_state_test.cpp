// SPDX-License-Identifier: Apache-2.0
// Beginning, going on, and what is mended or refused when something is damaged.
#include "core/state/run_state.hpp"

#include "core/state/run_status.hpp"
#include "tests/core/state/state_folder.hpp"

namespace galley::core::state {
namespace {

namespace fs = std::filesystem;

class RunStateTest : public StateFolderTest {
  protected:
    /// Commits "1\n", "2\n" ... to articles.jsonl, one document each.
    void begin_run(int commits, int sealed_at = 0) {
        auto state = open();
        ASSERT_TRUE(state.has_value());
        for (int i = 1; i <= commits; ++i) {
            auto commit = commit_of(*state.value(), std::to_string(i), std::to_string(i) + "\n");
            commit.sealed = i == sealed_at;
            ASSERT_TRUE(state.value()->commit(std::move(commit)).has_value());
        }
    }

    void expect_commits(std::uint64_t count) {
        const auto state = open();
        ASSERT_TRUE(state.has_value()) << state.error().message;
        EXPECT_EQ(state.value()->last().number, count);
        EXPECT_EQ(state.value()->past().known.size(), count);
        EXPECT_EQ(Journal::open(file("journal"))->count(), count + 1);
        EXPECT_EQ(read_status(out_)->last.number, count);
    }
};

TEST_F(RunStateTest, BeginsAndGoesOn) {
    {
        const auto state = open();
        ASSERT_TRUE(state.has_value());
        EXPECT_FALSE(state.value()->resumed());
        EXPECT_EQ(state.value()->last().number, 0U);
    }
    begin_run(3);
    const auto state = open();
    EXPECT_TRUE(state.value()->resumed());
    EXPECT_EQ(state.value()->last().number, 3U);
    EXPECT_EQ(state.value()->last().totals.read, 3U);
    EXPECT_EQ(state.value()->last().position_of("jsonl")->text, "6");
    EXPECT_TRUE(state.value()->past().known.take(content(), "2"));
    EXPECT_FALSE(state.value()->past().known.take(content(), "2"));
    EXPECT_TRUE(state.value()->repairs().empty());
}

TEST_F(RunStateTest, HasOneOwner) {
    const auto state = open();
    const auto second = open();
    ASSERT_FALSE(second.has_value());
    EXPECT_EQ(
        second.error(),
        (Error{
            out_.string() + ": another galley is at work on it (process " +
                std::to_string(getpid()) + "); wait for its end, or stop it",
            ErrorKind::kUsage}));
    EXPECT_EQ(Lock::owner(out_), getpid());
}

TEST_F(RunStateTest, RefusesAnotherChainAndSaysWhatDiffers) {
    begin_run(1);
    auto other = info("beef");
    other.parts_of_chain = {{"pipeline.jsonl", "export.jsonl 2.0.0"}};
    const auto refused = RunState::open(out_, other, "now");
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(
        refused.error(),
        (Error{
            out_.string() +
                ": holds a run of another chain (pipeline newsroom of /desk/newsroom.info, begun "
                "2026-01-01T00:00:00Z):\n"
                "  pipeline.jsonl: was export.jsonl 1.0.0, is export.jsonl 2.0.0\n"
                "Make a new version of it with --rerun, name another --out, or delete that run "
                "with --fresh.",
            ErrorKind::kUsage}));
}

/// A document that failed, then one whose dead letter ran again came through.
class RedrivenTest : public RunStateTest {
  protected:
    void begin_run() {
        const auto state = open();
        auto failed = commit_of(*state.value(), "a", "");
        failed.documents[0].status = "failed_read";
        failed.ended = true;
        failed.sealed = true;
        ASSERT_TRUE(state.value()->commit(std::move(failed)).has_value());
        auto again = commit_of(*state.value(), "a", "a\n");
        again.documents.clear();
        again.totals = state.value()->last().totals;
        again.redriven = {{1, true, {{9, 9}, "a", "ok", "", "", "", ""}}};
        ASSERT_TRUE(state.value()->commit(std::move(again)).has_value());
    }
};

TEST_F(RedrivenTest, IsKnownAndNoLongerListed) {
    begin_run();
    for (const auto* damage : {"none", "no database"}) {
        if (std::string_view(damage) != "none") {
            fs::remove(file("state.db"));
        }
        const auto state = open();
        ASSERT_TRUE(state.has_value());
        auto& past = state.value()->past();
        EXPECT_EQ(past.redriven, std::vector<std::uint64_t>{1});
        EXPECT_TRUE(past.unexported.empty());
        EXPECT_TRUE(past.complete);
        EXPECT_TRUE(past.known.take({9, 9}, "a"));
        EXPECT_TRUE(past.known.take(content(), "a"));
        EXPECT_TRUE(state.value()->unexported()->empty());
    }
}

TEST_F(RedrivenTest, IsListedAgainWhenItsOutputIsDamaged) {
    begin_run();
    flip(part("articles.jsonl"), 0);
    const auto state = open();
    ASSERT_TRUE(state.has_value());
    EXPECT_TRUE(state.value()->past().redriven.empty());
    EXPECT_EQ(state.value()->unexported()->at(0).status, "failed_read");
    EXPECT_EQ(read_unexported(out_)->size(), 1U);
}

TEST_F(RunStateTest, MakesTheDatabaseAnewFromTheJournal) {
    begin_run(3);
    for (const auto* damage : {"delete", "garbage"}) {
        fs::remove(file("state.db-wal"));
        fs::remove(file("state.db"));
        if (std::string_view(damage) == "garbage") {
            append(file("state.db"), std::string(9000, 'x'));
        }
        expect_commits(3);
    }
    EXPECT_TRUE(fs::exists(file("state.db.corrupt")));
}

TEST_F(RunStateTest, TakesMissingCommitsFromTheDatabase) {
    begin_run(3);
    fs::resize_file(file("journal"), fs::file_size(file("journal")) - 5);
    expect_commits(3);
    fs::remove(file("journal"));
    expect_commits(3);
    flip(file("journal"), 30);
    const auto state = open();
    ASSERT_TRUE(state.has_value());
    EXPECT_EQ(
        state.value()->repairs(),
        std::vector<std::string>{
            file("journal").string() + ": 3 commits were missing, taken from state.db"});
}

TEST_F(RunStateTest, GoesBackBehindADamagedOutput) {
    begin_run(4, 2);
    flip(part("articles.jsonl"), 5);
    {
        const auto state = open();
        ASSERT_TRUE(state.has_value());
        EXPECT_EQ(state.value()->last().number, 2U);
        EXPECT_EQ(
            state.value()->repairs(),
            std::vector<std::string>{
                part("articles.jsonl").string() +
                ": bytes 4 to 6 are not what was written; the documents of the last 2 commits are "
                "processed again"});
    }
    expect_commits(2);
}

TEST_F(RunStateTest, RefusesADamagedOutputThatWasSealed) {
    begin_run(4, 3);
    flip(part("articles.jsonl"), 2);
    const auto refused = open();
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(
        refused.error(),
        (Error{
            part("articles.jsonl").string() +
                ": bytes 2 to 4 are not what was written, and they were sealed; what it held "
                "cannot be told: restore the file from a copy, or begin anew with --fresh if the "
                "inputs are still there",
            ErrorKind::kIo}));
    EXPECT_EQ(Journal::open(file("journal"))->count(), 5U) << "nothing was touched";
}

TEST_F(RunStateTest, RefusesAnOutputThatIsGone) {
    begin_run(2, 2);
    fs::remove(part("articles.jsonl"));
    EXPECT_EQ(open().error().kind, ErrorKind::kIo);
}

TEST_F(RunStateTest, RefusesWhenAllStateIsLost) {
    begin_run(2);
    for (const auto* name : {"journal", "state.db", "state.db-wal", "state.db-shm"}) {
        fs::remove(file(name));
    }
    const auto refused = open();
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(
        refused.error(),
        (Error{
            file("").parent_path().string() + ": the state of the run in " + out_.string() +
                " is lost (journal and state.db); what it held cannot be told: restore the file "
                "from a copy, or begin anew with --fresh if the inputs are still there",
            ErrorKind::kIo}));
}

TEST_F(RunStateTest, RefusesAnExporterThatKeptLessThanItSaid) {
    auto state = open();
    ASSERT_TRUE(state.value()->commit(commit_of(*state.value(), "1", "1\n")).has_value());
    auto commit = commit_of(*state.value(), "2", "");
    commit.outputs[0].kept_bytes = 50;
    const auto refused = state.value()->commit(std::move(commit));
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(
        refused.error(),
        (Error{
            part("articles.jsonl").string() +
                ": expected at least 50 bytes that stay as they are, as its exporter said",
            ErrorKind::kIo}));
}

TEST_F(RunStateTest, SealsAfterSoManyBytes) {
    auto state = open();
    state.value()->seal_every(5);
    std::vector<bool> sealed;
    for (int i = 1; i <= 6; ++i) {
        ASSERT_TRUE(state.value()->commit(commit_of(*state.value(), "d", "1\n")).has_value());
        sealed.push_back(state.value()->last().sealed);
    }
    EXPECT_EQ(sealed, (std::vector<bool>{false, false, true, false, false, true}));
}

TEST_F(RunStateTest, StatusTellsHowASessionEnded) {
    {
        auto state = open();
        EXPECT_EQ(read_status(out_)->state(), "running");
        ASSERT_TRUE(state.value()->end("complete", "2026-01-01T00:00:09Z").has_value());
    }
    EXPECT_EQ(read_status(out_)->state(), "complete");
    { const auto state = open(); }
    EXPECT_EQ(read_status(out_)->state(), "killed");
    EXPECT_EQ(read_status(out_)->sessions.size(), 2U);
    EXPECT_EQ(
        read_status(out_ / "nothing").error(),
        (Error{
            (out_ / "nothing").string() + ": holds no run; expected the --out of a run",
            ErrorKind::kUsage}));
}

TEST_F(RunStateTest, StatusOfARunThatIsJustBeginningSaysSo) {
    append(file("state.db"), "");
    EXPECT_EQ(
        read_status(out_).error(),
        (Error{file("state.db").string() + ": its run has not begun yet", ErrorKind::kUsage}));
}

}  // namespace
}  // namespace galley::core::state
