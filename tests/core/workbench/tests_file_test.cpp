// SPDX-License-Identifier: Apache-2.0
// What a tests file says, and what is said about a bad one.
#include "core/workbench/tests_file.hpp"

#include <cstdlib>
#include <fstream>

#include <gtest/gtest.h>

namespace {

namespace fs = std::filesystem;
using galley::core::workbench::read_tests_file;

class TestsFile : public testing::Test {
  protected:
    TestsFile() {
        auto name = (fs::temp_directory_path() / "galley-tests-XXXXXX").string();
        folder_ = mkdtemp(name.data());
    }

    ~TestsFile() override { fs::remove_all(folder_); }

    auto read(const std::string& content) {
        std::ofstream(folder_ / "a.tests.info") << content;
        return read_tests_file(folder_ / "a.tests.info");
    }

    /// The problems, with the folder's name cut away.
    std::string problems(const std::string& content) {
        const auto file = read(content);
        auto text = file.has_value() ? "none" : galley::core::config::to_text(file.error());
        for (auto at = text.find(folder_.string()); at != std::string::npos;
             at = text.find(folder_.string())) {
            text.erase(at, folder_.string().size() + 1);
        }
        return text;
    }

    fs::path folder_;
};

TEST_F(TestsFile, HoldsAPageLineByLine) {
    const auto file = read(R"x(galley 1
tests ../newsroom.info
{
    set a.b=c
    case one
    {
        page
        {
            navigation "Home | News" { rule en.menu.1 }
            blank
            story "It rained. (Ed.)" { editor_line "(Ed.)" }
        }
        article 2 { byline "A" byline "B" headline "" }
        notices 3
    }
}
)x");
    ASSERT_TRUE(file.has_value()) << galley::core::config::to_text(file.error());
    EXPECT_EQ(file->config, (folder_ / "../newsroom.info").lexically_normal());
    const auto& one = file->cases.at(0);
    EXPECT_EQ(one.text(), "Home | News\n\nIt rained. (Ed.)\n");
    EXPECT_EQ(one.line, 5U);
    EXPECT_EQ(one.page.at(0).rule, "en.menu.1");
    EXPECT_EQ(one.page.at(2).parts.at(0).text, "(Ed.)");
    EXPECT_EQ(one.articles, 2U);
    EXPECT_EQ(one.notices, 3U);
    EXPECT_EQ(one.set, std::vector<std::string>{"a.b=c"});
    EXPECT_EQ(one.items.at(0).values.at(0).second, (std::vector<std::string>{"A", "B"}));
}

TEST_F(TestsFile, TellsAllThatIsWrongWithItsLine) {
    EXPECT_EQ(
        problems(R"x(galley 2
tests newsroom.info
{
    case one
    {
        page
        {
            storry "a"
            blank "b"
            story
            story "abc" { byline "x" }
        }
        articles two
        article 0 { headline "a" }
        pages 2
    }
    case one { page { story "a" } }
    case empty { }
}
)x"),
        "a.tests.info:1: galley: expected 1, the version of this format, got \"2\"\n"
        "a.tests.info:8: storry: expected blank, story, wrapped, caption, notice or a category "
        "(did you mean story?)\n"
        "a.tests.info:9: blank: expected no text\n"
        "a.tests.info:10: story: expected text\n"
        "a.tests.info:11: byline: expected a part of its line, got \"x\"\n"
        "a.tests.info:13: articles: expected a number, got \"two\"\n"
        "a.tests.info:14: article: expected a number from 1\n"
        "a.tests.info:15: pages: unknown key, or given twice (did you mean page?)\n"
        "a.tests.info:17: case: a second case of the name \"one\"\n"
        "a.tests.info:18: case: expected page { ... } with a line of the page on each line\n");
}

TEST_F(TestsFile, WithoutTestsIsNone) {
    EXPECT_EQ(
        problems("galley 1\n"),
        "a.tests.info:1: expected: tests CONFIG { case NAME { page { ... } } }\n");
}

}  // namespace
