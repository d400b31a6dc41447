// SPDX-License-Identifier: Apache-2.0
// The golden program: what passes, what it says about what does not, and what --accept writes.
#include <cstdlib>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include <galley/testing/golden.hpp>

namespace {

namespace fs = std::filesystem;

constexpr const char* kNotice = "Boats go.\nTicket 3 is lost and void.\n";

/// A folder of cases for the example plugin.
class Golden : public testing::Test {
  protected:
    Golden() {
        auto name = (fs::temp_directory_path() / "galley-golden-XXXXXX").string();
        cases_ = mkdtemp(name.data());
    }

    ~Golden() override { fs::remove_all(cases_); }

    void add(const fs::path& file, const std::string& content) {
        fs::create_directories((cases_ / file).parent_path());
        std::ofstream(cases_ / file, std::ios::binary) << content;
    }

    std::string read(const fs::path& file) {
        std::ifstream in(cases_ / file, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }

    /// What the first mismatch of the only case is about; "" = it passed.
    std::string mismatch() {
        const auto results = galley::testing::run_cases({EXAMPLE_FILE, cases_, {}, {}}, {});
        EXPECT_EQ(results.size(), 1U);
        return results.at(0).mismatches.empty() ? "" : results[0].mismatches[0].what;
    }

    int program(std::vector<std::string> words) {
        words.insert(words.begin(), {"galley_golden", EXAMPLE_FILE, cases_.string()});
        std::vector<char*> argv;
        for (auto& word : words) {
            argv.push_back(word.data());
        }
        return galley::testing::golden_main(static_cast<int>(argv.size()), argv.data(), {});
    }

    fs::path cases_;
};

TEST_F(Golden, PassesWhatIsAsExpected) {
    add("c/in.txt", kNotice);
    add("c/out.txt", "Boats go.\n");
    add("c/why.txt", "# a comment\nstrip notice words.all \"Ticket 3 is lost and void.\"\n");
    EXPECT_EQ(mismatch(), "");
    EXPECT_EQ(program({}), 0);
}

TEST_F(Golden, FailsOnAnotherText) {
    add("c/in.txt", kNotice);
    add("c/out.txt", "Boats\n");
    EXPECT_EQ(mismatch(), "out.txt");
    EXPECT_EQ(program({}), 1);
}

TEST_F(Golden, FailsOnAnotherReason) {
    add("c/in.txt", kNotice);
    add("c/out.txt", "Boats go.\n");
    add("c/why.txt", "strip notice words.any \"Ticket 3 is lost and void.\"\n");
    EXPECT_EQ(mismatch(), "why.txt");
}

TEST_F(Golden, FailsOnAChangeWithoutOutTxt) {
    add("c/in.txt", kNotice);
    EXPECT_EQ(mismatch(), "no out.txt: the text must not change");
}

TEST_F(Golden, TakesParametersAndTheirErrors) {
    add("c/in.txt", kNotice);
    add("c/params.txt", "confidence = 2\n");
    EXPECT_EQ(mismatch(), "the plugin failed");
    add("c/error.txt", "confidence: expected 0..1, got \"2\"\n");
    EXPECT_EQ(mismatch(), "");
}

TEST_F(Golden, FailsWhenThereIsNoCase) {
    EXPECT_EQ(program({}), 1);
}

TEST_F(Golden, FailsOnACaseWithoutInput) {
    add("c/out.txt", "x");
    EXPECT_EQ(mismatch(), "the case cannot be run");
}

TEST_F(Golden, FailsOnASecondRunThatChangesMore) {
    add("c/in.txt", "one\ntwo\nthree\n");
    add("c/out.txt", "two\nthree\n");
    const auto results = galley::testing::run_cases({NEVER_CONTENT_FILE, cases_, {}, {}}, {});
    ASSERT_EQ(results.at(0).mismatches.size(), 1U);
    EXPECT_EQ(results[0].mismatches[0].what, "second run over the output must decide nothing");
    EXPECT_EQ(results[0].mismatches[0].got, "strip other first \"two\\n\"\n");
}

TEST_F(Golden, WritesExpectationsWhenToldTo) {
    add("c/in.txt", kNotice);
    add("c/why.txt", "# why this case is here\n");
    EXPECT_EQ(program({"--accept"}), 1);
    EXPECT_EQ(read("c/out.txt"), "Boats go.\n");
    EXPECT_EQ(
        read("c/why.txt"),
        "# why this case is here\nstrip notice words.all \"Ticket 3 is lost and void.\"\n");
    EXPECT_EQ(program({}), 0);
}

TEST_F(Golden, RefusesOptionsItDoesNotKnow) {
    EXPECT_EQ(program({"--acept"}), 64);
}

TEST(LineDifference, MarksLines) {
    EXPECT_EQ(
        galley::testing::line_difference("a\nb\nc\n", "a\nx\nc\n"), "    a\n  - b\n  + x\n    c\n");
}

}  // namespace
