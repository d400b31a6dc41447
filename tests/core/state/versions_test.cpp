// SPDX-License-Identifier: Apache-2.0
// Which folders are versions of a run, and what a version has beside earlier ones.
#include "core/state/versions.hpp"

#include "core/state/earlier.hpp"
#include "tests/core/state/state_folder.hpp"

namespace galley::core::state {
namespace {

namespace fs = std::filesystem;

class VersionsTest : public StateFolderTest {
  protected:
    fs::path later(int number) const { return out_ / ("version-" + std::to_string(number)); }

    /// A complete run, of documents that were exported, with one article each.
    static void make(
        const fs::path& folder,
        const std::string& chain,
        const std::vector<DocumentRecord>& documents,
        bool ended = true) {
        fs::create_directories(state_folder(folder) / "parts");
        const auto state = RunState::open(folder, info(chain), "now");
        ASSERT_TRUE(state.has_value()) << state.error().message;
        Commit commit;
        commit.documents = documents;
        for (auto& document : commit.documents) {
            commit.outcomes.insert(commit.outcomes.end(), document.outcomes, {0, 9, 0xd0, false});
        }
        commit.has_outcomes = true;
        commit.totals.read = documents.size();
        commit.ended = ended;
        ASSERT_TRUE(state.value()->commit(std::move(commit)).has_value());
        ASSERT_TRUE(state.value()->end("complete", "now").has_value());
    }

    static DocumentRecord document(std::uint64_t number, const std::string& status = "ok") {
        const auto name = std::to_string(number);
        return {
            {number, 1},
            "in/" + name,
            status,
            "",
            "",
            "",
            "",
            false,
            {number, 2},
            status == "ok" ? 1U : 0U};
    }

    static std::array<unsigned char, 32> sha256(std::uint64_t number) {
        std::array<unsigned char, 32> out{};
        out[0] = out[16] = static_cast<unsigned char>(number);
        out[8] = 1;
        out[24] = 2;
        return out;
    }

    static Change meet(Earlier& earlier, std::uint64_t number, std::uint64_t digest) {
        return earlier.meet(sha256(number), {0, 9, digest, false});
    }

    static std::vector<std::uint64_t> vanished(Earlier& earlier, std::uint64_t kept = 0) {
        std::vector<std::uint64_t> found;
        const auto looked = earlier.look_for_vanished().value();
        const auto told = earlier.each_vanished([&](const CanceledRecord& gone) {
            found.push_back(gone.content[0]);
            return Result<bool>(true);
        });
        EXPECT_TRUE(told.has_value());
        EXPECT_EQ(looked.gone, found.size());
        EXPECT_EQ(looked.kept, kept);
        return found;
    }
};

TEST_F(VersionsTest, AreToldByTheirFolders) {
    make(out_, "a", {});
    make(later(2), "b", {});
    make(later(10), "c", {});
    fs::create_directories(later(11) / "mine");
    fs::create_directories(out_ / "version-02" / ".galley");
    fs::create_directories(state_folder(later(12)));  // killed before it began
    EXPECT_EQ(version_at(out_).number, 1U);
    EXPECT_EQ(version_at(later(10)).number, 10U);
    EXPECT_EQ(version_at(later(10).string() + "/").number, 10U);
    EXPECT_EQ(version_at(out_ / "version-02").number, 1U);
    EXPECT_EQ(version_at(later(2) / "version-3").number, 3U);
    EXPECT_EQ(version_at("/nowhere/version-2").number, 1U);
    EXPECT_EQ(versions(later(2)).size(), 3U);
    EXPECT_EQ(versions_before(later(10)), (std::vector<fs::path>{out_, later(2)}));
    EXPECT_TRUE(versions_before(out_).empty());
    EXPECT_TRUE(versions(out_ / "nothing").empty());
}

TEST_F(VersionsTest, TheNewestIsWorkedOn) {
    EXPECT_EQ(choose_version(out_, "a", true), out_);
    make(out_, "a", {});
    EXPECT_EQ(choose_version(out_, "a", true), out_);
    EXPECT_EQ(choose_version(out_, "b", false), out_);
    EXPECT_EQ(choose_version(out_, "b", true), later(2));
    make(later(2), "b", {});
    EXPECT_EQ(choose_version(out_, "a", false), later(2));
    EXPECT_EQ(choose_version(out_, "b", true), later(2));
    EXPECT_EQ(choose_version(out_, "a", true), later(3));
    EXPECT_EQ(choose_version(later(2), "a", true), later(3));
    EXPECT_TRUE(check_newest(later(2)).has_value());
    EXPECT_EQ(
        check_newest(out_).error(),
        (Error{
            out_.string() +
                ": version 2 of its run is newer, and nothing is added to older ones; expected " +
                later(2).string(),
            ErrorKind::kUsage}));
}

TEST_F(VersionsTest, TellWhatIsNewChangedAndGone) {
    make(out_, "a", {document(1), document(2), document(3)});
    const auto earlier = Earlier::open({out_}, "now");
    ASSERT_TRUE(earlier.has_value()) << earlier.error().message;
    EXPECT_EQ(meet(*earlier.value(), 1, 0xd0), Change::kUnchanged);
    EXPECT_EQ(meet(*earlier.value(), 2, 0xe0), Change::kChanged);
    EXPECT_EQ(meet(*earlier.value(), 4, 0xd0), Change::kAdded);
    EXPECT_EQ(earlier.value()->meet(sha256(3), {0, 9, 0xd0, true}), Change::kAdded);
    EXPECT_EQ(vanished(*earlier.value()), std::vector<std::uint64_t>{3});
    EXPECT_TRUE(vanished(*earlier.value()).empty());
}

TEST_F(VersionsTest, WhatNobodyKnowsIsNeverUnchanged) {
    make(out_, "a", {document(1)});
    const auto earlier = Earlier::open({out_}, "now");
    EXPECT_EQ(meet(*earlier.value(), 1, OutcomeRecord::kUnknown), Change::kChanged);
}

TEST_F(VersionsTest, KeepWhatBelongsToDocumentsThatFail) {
    make(out_, "a", {document(1), document(2), document(3), document(4), document(5)});
    const auto earlier = Earlier::open({out_}, "now");
    earlier.value()->note(1, {{1, 1}, "in/elsewhere", "held", "", "", "", ""});
    earlier.value()->note(2, {{99, 1}, "in/2", "timeout", "", "", "", ""});
    earlier.value()->note(3, {{}, "in/3", "failed_read", "", "", "", ""});
    earlier.value()->note(4, {{}, "in/4", "failed_read", "", "", "", ""});
    earlier.value()->note(4, {{4, 4}, "in/4", "ok", "", "", "", ""});
    EXPECT_EQ(vanished(*earlier.value(), 3), (std::vector<std::uint64_t>{4, 5}));
}

TEST_F(VersionsTest, KeepAllOfAFileOrFolderThatCannotBeRead) {
    auto first = document(1);
    first.path = "in/feed.jsonl#7";
    auto second = document(2);
    second.path = "in/deep/er/2";
    auto third = document(3);
    third.path = "in/deeper/3";
    auto fourth = document(4);
    fourth.path = "in/other.jsonl#4";
    make(out_, "a", {first, second, third, fourth});
    // What a reader lost its worker on has the SHA-256 of no text.
    const Content nothing = {0x141cfc9842c4b0e3, 0x24b96f99c8f4fb9a};
    const auto earlier = Earlier::open({out_}, "now");
    earlier.value()->note(1, {{}, "in/feed.jsonl#3", "failed_read", "", "", "", ""});
    earlier.value()->note(2, {{}, "in/deep", "failed_read", "", "", "", ""});
    earlier.value()->note(3, {nothing, "in/other.jsonl#2", "crash", "", "", "", ""});
    EXPECT_EQ(vanished(*earlier.value(), 3), std::vector<std::uint64_t>{3});
}

TEST_F(VersionsTest, GoOnWithWhatWasCommitted) {
    make(out_, "a", {document(1), document(2), document(3)});
    make(later(2), "b", {document(1), document(9, "failed_read")}, false);
    {
        const auto state = RunState::reopen(later(2), "now");
        Commit commit;
        commit.canceled = {{{3, 1}, {3, 2}, {0, 9, 0, false}}};
        commit.totals = state.value()->last().totals;
        ASSERT_TRUE(state.value()->commit(std::move(commit)).has_value());
    }
    const auto earlier = Earlier::open({out_}, "now");
    ASSERT_TRUE(earlier.value()->resume(later(2)).has_value());
    EXPECT_EQ(meet(*earlier.value(), 3, 0xd0), Change::kAdded);
    EXPECT_EQ(vanished(*earlier.value()), std::vector<std::uint64_t>{2});
}

TEST_F(VersionsTest, ARunIsNotMadeInsideAnother) {
    make(out_, "a", {document(1)});
    for (const auto& inside : {out_ / "deep" / "er", out_ / "deep" / ".." / "inside"}) {
        EXPECT_EQ(
            check_apart(inside).error(),
            (Error{
                inside.string() + ": lies in the output folder of a run, " + out_.string() +
                    "; expected a folder that does not",
                ErrorKind::kUsage}));
    }
    EXPECT_TRUE(check_apart(out_).has_value());
    EXPECT_TRUE(check_apart(later(2)).has_value());
    EXPECT_TRUE(check_apart(out_.string() + "-2").has_value());
    fs::create_directories(state_folder(out_ / "older"));
    EXPECT_TRUE(check_apart(out_ / "older").has_value()) << "one that was made before goes on";
}

TEST_F(VersionsTest, NeedWholeRunsAtRest) {
    make(out_, "a", {document(1)}, false);
    EXPECT_EQ(
        Earlier::open({out_}, "now").error(),
        (Error{
            out_.string() +
                ": its run is not complete; go on with it first, with its inputs: galley run "
                "/desk/newsroom.info "
                "--out " +
                out_.string() + "; or begin anew with --fresh",
            ErrorKind::kUsage}));
    EXPECT_EQ(Earlier::open({out_ / "nothing"}, "now").error().kind, ErrorKind::kIo);
}

TEST_F(VersionsTest, HoldTheLocksOfEarlierOnes) {
    make(out_, "a", {document(1)});
    const auto earlier = Earlier::open({out_}, "now");
    EXPECT_TRUE(Lock::owner(out_).has_value());
    EXPECT_EQ(Earlier::open({out_}, "now").error().kind, ErrorKind::kUsage);
}

}  // namespace
}  // namespace galley::core::state
