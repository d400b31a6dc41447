// SPDX-License-Identifier: Apache-2.0
// Examples and counters are checked as the tests they are.
#include "core/rules/lint_examples.hpp"

#include <gtest/gtest.h>

#include "tests/core/rules/testing.hpp"

namespace galley::core::rules {

namespace {

std::string lint(std::string_view pack) {
    const auto compiled = testing::compile(pack);
    std::string out;
    for (const auto& remark : lint_examples(*compiled.set)) {
        out += (out.empty() ? "" : "\n") + remark.message();
    }
    return out;
}

}  // namespace

TEST(LintExamples, ARuleThatDoesWhatItSaysIsFine) {
    EXPECT_EQ(
        lint("id a\ncategory other\npattern lost\nguard after 1 void\nexample lost\\nvoid\ncounter "
             "lost\n"),
        "");
}

TEST(LintExamples, HeadAndTailAreCheckedBesideAStory) {
    EXPECT_EQ(
        lint("id h\ncategory other\nscope head\npattern a\nexample a\ncounter b\n\n"
             "id t\ncategory other\nscope tail\npattern a\nexample a\ncounter b\n"),
        "");
}

TEST(LintExamples, SaysWhatIsNotAsTheRuleClaims) {
    EXPECT_EQ(
        lint("id a\ncategory other\npattern lost\nexample found\ncounter lost and found\n\n"
             "id b\ncategory other\npattern lost\nguard after 1 void\nguard !line x\nexample lost "
             "x\n\n"
             "id c\ncategory other\npattern lost\n"),
        "test.rules:1: rule a: example is not hit (the pattern does not match): found\n"
        "test.rules:1: rule a: counter is hit: lost and found\n"
        "test.rules:7: rule b: missing counter\n"
        "test.rules:7: rule b: example is not hit (missing: after 1 void; !line x): lost x\n"
        "test.rules:14: rule c: missing example\n"
        "test.rules:14: rule c: missing counter");
}

}  // namespace galley::core::rules
