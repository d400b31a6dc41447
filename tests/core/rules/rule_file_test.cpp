// SPDX-License-Identifier: Apache-2.0
// What a rule pack may say, and the exact words for what it may not.
#include "core/rules/rule_file.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "core/rules/limits.hpp"
#include "tests/core/rules/testing.hpp"

namespace galley::core::rules {

namespace {

constexpr std::string_view kGood = "id good.1\ncategory other\npattern abc\n";

std::string messages(std::string_view text) {
    RuleStore store(StoreOptions{{}, false, {}});
    const Pack pack{"zh.rules", text};
    const auto set = store.compile({&pack, 1});
    return set ? "" : join_messages(set.error());
}

struct BadPack {
    std::string text;
    std::string message;
};

std::string with(std::string_view line) {
    return std::string(kGood) + std::string(line) + "\n";
}

const std::vector<BadPack> kBadPacks = {
    {with("patern x"), "zh.rules:4: rule good.1: unknown key \"patern\" (did you mean pattern?)"},
    {with("xyzzy 1"), "zh.rules:4: rule good.1: unknown key \"xyzzy\""},
    {with("id again"), "zh.rules:4: rule good.1: duplicate key \"id\""},
    {with("scope lines"), "zh.rules:4: rule good.1: unknown scope \"lines\" (did you mean line?)"},
    {with("action delete"), "zh.rules:4: rule good.1: unknown action \"delete\""},
    {with("action field"), "zh.rules:4: rule good.1: expected action field NAME, got \"field\""},
    {with("action strip byline"),
     "zh.rules:4: rule good.1: expected no word after strip, got \"strip byline\""},
    {with("flags finl"), "zh.rules:4: rule good.1: unknown flag \"finl\" (did you mean final?)"},
    {with("confidence 1.5"), "zh.rules:4: rule good.1: confidence: expected 0..1, got \"1.5\""},
    {with("confidence nan"), "zh.rules:4: rule good.1: confidence: expected 0..1, got \"nan\""},
    {with("confidence high"), "zh.rules:4: rule good.1: confidence: expected 0..1, got \"high\""},
    {with("example"), "zh.rules:4: rule good.1: example is empty"},
    {with("guard beside 2 x"), "zh.rules:4: rule good.1: unknown guard \"beside\""},
    {with("guard !aftr 2 x"),
     "zh.rules:4: rule good.1: unknown guard \"aftr\" (did you mean after?)"},
    {with("guard after x"),
     "zh.rules:4: rule good.1: guard after: expected a number 1..20, got \"x\""},
    {with("guard after 21 x"),
     "zh.rules:4: rule good.1: guard after: expected a number 1..20, got \"21\""},
    {with("guard after 2"), "zh.rules:4: rule good.1: guard after: missing pattern"},
    {with("guard max_chars 60 x"),
     "zh.rules:4: rule good.1: guard max_chars: unexpected \"x\" after the number"},
    {with("guard line (a"),
     "zh.rules:4: rule good.1: guard \"line (a\": bad pattern: missing ): (a"},
    {with("guard line {DATE}"), "zh.rules:4: rule good.1: unknown definition {DATE}"},
    {"id a\ncategory naviagtion\npattern x\n",
     "zh.rules:2: rule a: unknown category \"naviagtion\" (did you mean navigation?)"},
    {"id a b\ncategory other\npattern x\n",
     "zh.rules:1: rule (no id): expected an id of at most 64 letters, digits and . _ -, got \"a "
     "b\""},
    {"category other\npattern x\n", "zh.rules:1: rule (no id): missing id"},
    {"\n\nid a\npattern x\n", "zh.rules:3: rule a: missing category"},
    {"id a\ncategory other\n", "zh.rules:1: rule a: missing pattern"},
    {"id a\ncategory other\npattern a(\n", "zh.rules:3: rule a: bad pattern: missing ): a("},
    {"id a\ncategory other\npattern (?=a)b\n",
     "zh.rules:3: rule a: bad pattern: invalid perl operator: (?="},
    {"id a\ncategory other\npattern x*\n", "zh.rules:3: rule a: pattern matches the empty text"},
    {"id a\ncategory other\npattern \xE6\x9D\n",
     "zh.rules:3: rule a: invalid UTF-8 at byte 9 of the line; save the file as UTF-8 (not GBK, "
     "Big5 or Latin-1)"},
    {std::string("\xFF\xFE") + "i", "zh.rules:1: is UTF-16; expected UTF-8"},
    {std::string("\xFE\xFF\0i", 4), "zh.rules:1: is UTF-16; expected UTF-8"},
    {std::string("i\0d\0", 4), "zh.rules:1: is UTF-16; expected UTF-8"},
    {with(std::string("example x\0y", 11)),
     "zh.rules:4: rule good.1: holds a control character (U+0000); in a pattern write \\x and two "
     "digits"},
    {with("example x\x1B[31m"),
     "zh.rules:4: rule good.1: holds a control character (U+001B); in a pattern write \\x and two "
     "digits"},
    {with("example x\rcounter y"),
     "zh.rules:4: rule good.1: holds a control character (U+000D); lines end with LF or CR LF"},
    {"id a\ncategory other\npattern a{1,1001}\n",
     "zh.rules:3: rule a: bad pattern: invalid repetition size: {1,1001}"},
    {"id a\ncategory other\npattern (?:(?:a{1,100}){1,100}){1,100}\n",
     "zh.rules:3: rule a: bad pattern: invalid repetition size: {1,100}"},
    {"id a\ncategory other\npattern (?:\\p{L}{1,30}){1,30}x\n",
     "zh.rules:3: rule a: bad pattern: too large when its counts are written out; count less, or "
     "fewer kinds of characters"},
    {"id a\ncategory other\npattern (" + std::string(300, 'x') + "\n",
     "zh.rules:3: rule a: bad pattern: missing ): (" + std::string(199, 'x') + "..."},
    {"id a\ncategory other\npattern (a*)+\n", "zh.rules:3: rule a: pattern matches the empty text"},
    {std::string(kGood) + "\n" + std::string(kGood),
     "zh.rules:5: rule good.1: duplicate id, first used at zh.rules:1"},
    {"define date x\n",
     "zh.rules:1: expected define NAME FRAGMENT with NAME of A-Z, 0-9 and _, got \"date\""},
    {"define D\n", "zh.rules:1: definition of D is empty"},
    {"define D x\ndefine D y\n", "zh.rules:2: duplicate definition of D"},
    {"define DATE x\n\nid a\ncategory other\npattern {DATA}\n",
     "zh.rules:5: rule a: unknown definition {DATA} (did you mean DATE?)"},
};

}  // namespace

TEST(RuleFile, SaysExactlyWhatIsWrong) {
    for (const auto& bad : kBadPacks) {
        const auto got = messages(bad.text);
        EXPECT_EQ(got, bad.message) << bad.text;
    }
}

TEST(RuleFile, ReportsAllProblemsAtOnceInTheOrderOfPacksAndLines) {
    RuleStore store(StoreOptions{{}, false, {}});
    const Pack packs[] = {
        {"b.rules", "id one\ncategory other\npattern (\n\nid two\ncolour red\npattern x*\n"},
        {"a.rules", "id one\ncategory other\npattern x\n"}};
    const auto set = store.compile(packs);
    ASSERT_FALSE(set);
    EXPECT_EQ(
        join_messages(set.error()),
        "b.rules:3: rule one: bad pattern: missing ): (\n"
        "b.rules:5: rule two: missing category\n"
        "b.rules:6: rule two: unknown key \"colour\"\n"
        "b.rules:7: rule two: pattern matches the empty text\n"
        "a.rules:1: rule one: duplicate id, first used at b.rules:1");
}

TEST(RuleFile, ReadsEveryKey) {
    const Pack pack{
        "en.rules",
        "\xEF\xBB\xBF# A comment.\r\n"
        "define DATE [0-9]{4}-[0-9]{2}\r\n"
        "id en.date_1\r\n"
        "category source_line\r\n"
        "scope tail\r\n"
        "pattern ^# {DATE}{2} \\p{Han}[{DATE}]{1,2}  \r\n"
        "guard !near 3 {DATE}\r\n"
        "guard max_chars 60\r\n"
        "action field published \r\n"
        "confidence 0.95\r\n"
        "flags final\r\n"
        "example one\\ntwo\\t\\\\n\r\n"
        "counter three\r\n"};
    const auto parsed = parse_packs({&pack, 1});
    ASSERT_EQ(join_messages(parsed.problems), "");
    ASSERT_EQ(parsed.rules.size(), 1U);
    const auto& rule = parsed.rules[0];
    EXPECT_EQ(rule.id, "en.date_1");
    EXPECT_EQ(rule.category, "source_line");
    EXPECT_EQ(rule.scope, Scope::kTail);
    EXPECT_EQ(rule.pattern, "^# (?:[0-9]{4}-[0-9]{2}){2} \\p{Han}[{DATE}]{1,2}  ");
    ASSERT_EQ(rule.guards.size(), 2U);
    EXPECT_TRUE(rule.guards[0].negated);
    EXPECT_EQ(rule.guards[0].kind, GuardKind::kNear);
    EXPECT_EQ(rule.guards[0].count, 3U);
    EXPECT_EQ(rule.guards[0].pattern, "(?:[0-9]{4}-[0-9]{2})");
    EXPECT_EQ(rule.guards[0].text, "!near 3 {DATE}");
    EXPECT_EQ(rule.guards[1].kind, GuardKind::kMaxChars);
    EXPECT_EQ(rule.action, RuleAction::kField);
    EXPECT_EQ(rule.field, "published");
    EXPECT_DOUBLE_EQ(rule.confidence, 0.95);
    EXPECT_TRUE(rule.final);
    EXPECT_EQ(rule.examples, std::vector<std::string>{"one\ntwo\t\\n"});
    EXPECT_EQ(rule.counters, std::vector<std::string>{"three"});
    EXPECT_EQ(rule.line, 3U);
}

TEST(RuleFile, FillsInWhatIsLeftOut) {
    const Pack pack{"en.rules", kGood};
    const auto parsed = parse_packs({&pack, 1});
    ASSERT_EQ(parsed.rules.size(), 1U);
    EXPECT_EQ(parsed.rules[0].scope, Scope::kLine);
    EXPECT_EQ(parsed.rules[0].action, RuleAction::kStrip);
    EXPECT_DOUBLE_EQ(parsed.rules[0].confidence, 0.8);
    EXPECT_FALSE(parsed.rules[0].final);
}

TEST(RuleFile, AHashInsideALineIsNoComment) {
    const Pack pack{"en.rules", "id a\ncategory other\npattern x # y\n"};
    EXPECT_EQ(parse_packs({&pack, 1}).rules.at(0).pattern, "x # y");
}

TEST(RuleFile, RefusesWhatIsTooLarge) {
    EXPECT_EQ(
        messages("id a\ncategory other\npattern " + std::string(kMaxLineBytes, 'x') + "\n"),
        "zh.rules:3: rule a: line is longer than 8192 bytes");
    EXPECT_EQ(messages(std::string(kMaxPackBytes + 1, 'x')), "zh.rules: larger than 4194304 bytes");
    std::string guards(kGood);
    for (std::size_t i = 0; i <= kMaxGuards; ++i) {
        guards += "guard line x\n";
    }
    EXPECT_EQ(messages(guards), "zh.rules:20: rule good.1: more than 16 guards");
    std::string bomb = "define A0 0123456789\n";
    for (int i = 1; i < 20; ++i) {
        const auto before = "{A" + std::to_string(i - 1) + "}";
        bomb += "define A" + std::to_string(i) + " " + before + before + before + before + "\n";
    }
    EXPECT_TRUE(messages(bomb).starts_with("zh.rules:7: pattern is longer than 16384 bytes\n"))
        << messages(bomb);
}

TEST(RuleFile, ListsAHundredProblemsAndCountsTheRest) {
    std::string text;
    for (int i = 0; i < 120; ++i) {
        text += "define x y\n";
    }
    const auto all = messages(text);
    EXPECT_EQ(std::ranges::count(all, '\n'), 100);
    EXPECT_TRUE(all.ends_with("\n... and 20 more")) << all;
}

}  // namespace galley::core::rules
