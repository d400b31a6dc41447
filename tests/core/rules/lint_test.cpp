// SPDX-License-Identifier: Apache-2.0
// What the linter of rules says, in its exact words, and when it has nothing to say.
#include <gtest/gtest.h>

#include "core/rules/lint_corpus.hpp"
#include "core/rules/lint_cost.hpp"
#include "core/rules/lint_shadows.hpp"
#include "tests/core/rules/testing.hpp"

namespace galley::core::rules {

namespace {

std::string join(std::vector<Remark> remarks) {
    std::string out;
    for (const auto& remark : remarks) {
        out += (out.empty() ? "" : "\n") + remark.message();
    }
    return out;
}

std::string shadows(std::string_view pack) {
    return join(lint_shadows(*testing::compile(pack).set));
}

std::string cost(std::string_view pack) {
    return join(lint_cost(*testing::compile(pack).set));
}

std::string on_corpus(std::string_view pack, const std::vector<CorpusText>& texts) {
    const auto compiled = testing::compile(pack);
    CorpusLint corpus(*compiled.set);
    for (const auto& text : texts) {
        corpus.add(text);
    }
    return join(corpus.remarks());
}

constexpr std::string_view kTwoRules =
    "id wide\ncategory other\npattern ferr(?:y|ies) .*\nexample ferry news\n\n"
    "id narrow\ncategory other\npattern ferry\nexample ferry news\n";

}  // namespace

TEST(LintShadows, NamesTheRuleThatTakesAllExamples) {
    EXPECT_EQ(
        shadows(kTwoRules),
        "test.rules:6: rule narrow: all its examples are taken by wide (give an example that only "
        "this rule takes, or drop the rule)");
}

TEST(LintShadows, OneExampleOfItsOwnIsEnough) {
    EXPECT_EQ(shadows(std::string(kTwoRules) + "example the ferry\n"), "");
}

TEST(LintShadows, ASurerRuleIsNotShadowed) {
    EXPECT_EQ(shadows(std::string(kTwoRules) + "confidence 0.9\n"), "");
}

TEST(LintShadows, ARuleThatReadsMoreIsNotShadowed) {
    EXPECT_EQ(
        shadows("id wide\ncategory other\npattern .+\nexample x\n\n"
                "id reads\ncategory other\npattern by (?P<byline>.+)\nexample by Orla\n"),
        "");
}

TEST(LintShadows, ARuleOfAnotherActionIsNotShadowed) {
    EXPECT_EQ(
        shadows("id wide\ncategory other\npattern .+\nexample x\n\n"
                "id field\ncategory other\npattern x\naction field source\nexample x\n"),
        "");
}

TEST(LintCost, SaysWhyARuleRunsOnRe2Alone) {
    if (testing::compile("id a\ncategory other\npattern x\n").set->engine() != Engine::kHyperscan) {
        GTEST_SKIP() << "this build or processor has no sound Hyperscan";
    }
    EXPECT_EQ(
        cost("id a\ncategory other\npattern x\\101y\n\nid b\ncategory other\nscope run\npattern "
             "(?:ab(?:c|$)){2}\n"),
        "test.rules:3: rule a: pattern runs on RE2 alone, on every line: it has no form that "
        "Hyperscan takes "
        "(write no \\C, no octal escape, no repeated assertion, no quantifier behind \\Q...\\E)\n"
        "test.rules:8: rule b: pattern runs on RE2 alone, on every line: Hyperscan says \"Embedded "
        "end anchors not supported.\" (keep ^, $, \\A and \\z out of what is repeated)");
}

TEST(LintCost, FindsPatternsWithoutAnyFixedCharacter) {
    EXPECT_EQ(
        cost("id a\ncategory other\npattern ^.{2,9}$\n\nid b\ncategory other\npattern "
             "\\p{Han}{2,4}\n\n"
             "id c\ncategory other\npattern ^.{2,9}>$\n"),
        "test.rules:3: rule a: pattern has no character that every match must hold, so it is tried "
        "on every line "
        "(name a word or a sign in it)\n"
        "test.rules:7: rule b: pattern has no character that every match must hold, so it is tried "
        "on every line "
        "(name a word or a sign in it)");
}

TEST(CorpusLint, NamesRulesThatNeverHitOrNeverWin) {
    EXPECT_EQ(
        on_corpus(
            std::string(kTwoRules) + "\nid dead\ncategory other\npattern tram\n",
            {{"a.txt", "quay\nferry news\nferry tides\n", {}}}),
        "test.rules:6: rule narrow: note: is beaten on all of its 2 hits in the corpus, such as by "
        "wide\n"
        "test.rules:11: rule dead: note: hits nothing in the corpus");
}

TEST(CorpusLint, ShowsTheStoryThatARuleTakes) {
    const std::string text = "menu\n  The ferry sails.\nThe ferry sank.\n";
    const std::string pack =
        "id line\ncategory other\npattern The ferry .*\n\n"
        "id part\ncategory other\npattern ferry\n\n"
        "id item\ncategory notice\npattern ferry\naction item\n\n"
        "id menu\ncategory navigation\npattern menu\n";
    EXPECT_EQ(
        on_corpus(pack, {{"a.txt", text, {{5, text.size()}}}}),
        "test.rules:1: rule line: takes 2 lines of story, such as a.txt:2: The ferry sails. "
        "(narrow the pattern or "
        "add a guard, and keep such a line as a counter)\n"
        "test.rules:5: rule part: note: is beaten on all of its 2 hits in the corpus, such as by "
        "line\n"
        "test.rules:5: rule part: note: matches in 2 lines of story, such as a.txt:2: ferry\n"
        "test.rules:9: rule item: takes 2 lines of story, such as a.txt:2: The ferry sails. "
        "(narrow the pattern or "
        "add a guard, and keep such a line as a counter)");
}

TEST(CorpusLint, ARecordOfAFileIsOneLineOfIt) {
    EXPECT_EQ(
        on_corpus(
            "id a\ncategory other\npattern ferry\n",
            {{"a.jsonl", "tide\nferry", {{0, 10}}, 7, true}}),
        "test.rules:1: rule a: takes 1 line of story, such as a.jsonl:7: ferry (narrow the pattern "
        "or add a guard, "
        "and keep such a line as a counter)");
}

TEST(CorpusLint, SaysNothingWithoutTexts) {
    EXPECT_EQ(on_corpus(kTwoRules, {}), "");
}

TEST(RuleStore, WarnsOfEachRuleOnRe2AloneAlsoFromTheCache) {
    const testing::Folder cache;
    const Pack pack{"own.rules", "id a\ncategory other\npattern x\\101y\n"};
    for (int run = 0; run < 2; ++run) {
        std::string told;
        RuleStore store(StoreOptions{
            cache.path(), true, [&](std::string_view text) { told += std::string(text) + "\n"; }});
        const auto set = store.compile({&pack, 1});
        ASSERT_TRUE(set);
        if ((*set)->engine() != Engine::kHyperscan) {
            GTEST_SKIP() << "this build or processor has no sound Hyperscan";
        }
        EXPECT_EQ(
            told,
            "own.rules:3: rule a: pattern runs on RE2 alone, on every line: it has no form that "
            "Hyperscan takes (write no \\C, no octal escape, no repeated assertion, no quantifier "
            "behind \\Q...\\E)\n");
    }
}

}  // namespace galley::core::rules
