// SPDX-License-Identifier: Apache-2.0
// Which blocks of a journal count.
#include "core/state/journal.hpp"

#include "tests/core/state/state_folder.hpp"

namespace galley::core::state {
namespace {

class JournalTest : public StateFolderTest {
  protected:
    JournalTest() {
        auto journal = Journal::open(file("journal"));
        for (const auto* block : {"one", "two", "three"}) {
            EXPECT_TRUE(journal->append(block).has_value());
        }
    }

    std::vector<std::string> blocks() const {
        const auto journal = Journal::open(file("journal"));
        std::vector<std::string> out;
        for (std::size_t i = 0; i < journal->count(); ++i) {
            out.push_back(journal->read(i).value());
        }
        return out;
    }
};

TEST_F(JournalTest, GivesBackWhatWasAppended) {
    EXPECT_EQ(blocks(), (std::vector<std::string>{"one", "two", "three"}));
    EXPECT_FALSE(Journal::open(file("journal"))->has_torn_end());
}

TEST_F(JournalTest, EndsBeforeTheFirstBlockThatIsNotWhole) {
    const auto whole = read(file("journal"));
    for (std::size_t size = whole.size() - 28; size < whole.size(); ++size) {
        std::filesystem::resize_file(file("journal"), size);
        EXPECT_EQ(blocks(), (std::vector<std::string>{"one", "two"})) << size;
        std::filesystem::remove(file("journal"));
        append(file("journal"), whole);
    }
    flip(file("journal"), 24 + 3 + 10);
    EXPECT_EQ(blocks(), std::vector<std::string>{"one"});
}

TEST_F(JournalTest, GivesItsFirstBlockAlone) {
    EXPECT_EQ(Journal::first_block(file("journal")).value(), "one");
    flip(file("journal"), 24 + 3 + 10);  // in the second
    EXPECT_EQ(Journal::first_block(file("journal")).value(), "one");
    std::filesystem::resize_file(file("journal"), 26);
    EXPECT_EQ(Journal::first_block(file("journal")).value(), "");
    EXPECT_EQ(Journal::first_block(file("nothing")).error().kind, ErrorKind::kIo);
    EXPECT_FALSE(std::filesystem::exists(file("nothing")));
}

TEST_F(JournalTest, AppendsOverATornEnd) {
    append(file("journal"), "glblock1 and half of some");
    auto journal = Journal::open(file("journal"));
    EXPECT_TRUE(journal->has_torn_end());
    ASSERT_TRUE(journal->append("four").has_value());
    EXPECT_EQ(blocks(), (std::vector<std::string>{"one", "two", "three", "four"}));
}

TEST_F(JournalTest, LosesWhatIsCut) {
    auto journal = Journal::open(file("journal"));
    ASSERT_TRUE(journal->cut(1).has_value());
    ASSERT_TRUE(journal->append("other").has_value());
    EXPECT_EQ(blocks(), (std::vector<std::string>{"one", "other"}));
}

TEST_F(JournalTest, NamesTheFileThatCannotBeOpened) {
    const auto refused = Journal::open("/nowhere/journal");
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(
        refused.error(), (Error{"/nowhere/journal: No such file or directory", ErrorKind::kIo}));
}

}  // namespace
}  // namespace galley::core::state
