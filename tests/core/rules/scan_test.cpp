// SPDX-License-Identifier: Apache-2.0
// Scopes, guards, captures and the order of hits.
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "core/rules/limits.hpp"
#include "tests/core/rules/testing.hpp"

namespace galley::core::rules {

namespace {

using testing::compile;
using testing::hits;

struct Case {
    std::string_view rule;  // keys beside id and category
    std::string_view text;
    std::string_view hits;
};

// Two lines of the shape of a story.
constexpr std::string_view kStory =
    "The harbour master counted forty-one gulls on the roof, and wrote the number down.";
constexpr std::string_view kZhStory =
    "海港管理员清点了屋顶上的海鸥，一共四十一只，随后他把这个数字认真地记在了值班日志里。";

const std::vector<Case> kCases = {
    // Places of matches.
    {"pattern a+", "aa b a\nc\na", "r[aa] r[a] r[a]"},
    {"pattern ^a", "aa", "r[a]"},
    {"pattern \\ba", "aa a", "r[a] r[a]"},
    {"pattern b$", "bb\nb", "r[b] r[b]"},
    {"pattern \\bz?", "z a", "r[z]"},
    {"pattern 任.务", "任何务", "r[任何务]"},
    {"pattern 任.务", "任务", ""},
    {"pattern a\\sb", "a\nb", ""},
    // A count with a zero before it is text.
    {"pattern 渡{02}缆绳", "渡{02}缆绳", "r[渡{02}缆绳]"},
    {"pattern ^锚船{040}口", "锚船{040}口", "r[锚船{040}口]"},
    // Hyperscan takes no form of these: their texts are looked for.
    {"pattern 铁锚(?:号|$)[ ]*", "铁锚\n铁锚号 ", "r[铁锚] r[铁锚号 ]"},
    // A large count is found open, and then looked at.
    {"pattern ^渡.{2,33}$",
     "渡一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三",
     "r[渡一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三]"},
    {"pattern ^渡.{2,33}$",
     "渡一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四",
     ""},
    // More matches of a rule in one line; all have one of its texts.
    {"pattern 渡船.", "渡船甲渡船乙渡船", "r[渡船甲] r[渡船乙]"},
    {"pattern (?:渡船|渡口).{0,2}缆绳", "渡船缆绳，渡口无缆绳，缆绳", "r[渡船缆绳] r[渡口无缆绳]"},
    {"pattern (?:渡船|渡口).{0,9}(?:缆绳|铁锚)", "缆绳渡船 渡口铁锚缆绳", "r[渡船 渡口铁锚缆绳]"},
    {"pattern [0-9]+渡船|渡口", "渡口3渡船44渡船渡口", "r[渡口] r[3渡船] r[44渡船] r[渡口]"},
    // Guards: neighbours are non-blank lines.
    {"pattern a\nguard after 2 z", "a\n\nb\n　\nz", "r[a]"},
    {"pattern a\nguard after 2 z", "a\nb\nb\nz", ""},
    {"pattern a\nguard after 2 z", "az", ""},
    {"pattern a\nguard before 1 z", "z\n\na", "r[a]"},
    {"pattern a\nguard before 1 z", "z\nb\na", ""},
    {"pattern a\nguard !before 1 z", "z\na", ""},
    {"pattern a\nguard !before 1 z", "a", "r[a]"},
    {"pattern a\nguard near 1 z", "z\na", "r[a]"},
    {"pattern a\nguard near 1 z", "a\nz", "r[a]"},
    {"pattern a\nguard near 1 z", "az\nb", ""},
    {"pattern a\nguard line z", "a\naz", "r[a]"},
    {"pattern a\nguard !line z", "a\naz", "r[a]"},
    {"pattern a\nguard document z", "a\nb\n\nz", "r[a]"},
    {"pattern a\nguard !document z", "a\nb\n\nz", ""},
    {"pattern 甲\nguard max_chars 3", "　甲乙丙 \n甲乙丙丁", "r[甲]"},
    {"pattern 甲\nguard min_chars 4", "甲乙丙　\n甲乙丙丁", "r[甲]"},
    {"pattern a\nguard line b\nguard !line c", "ab\nabc\na", "r[a]"},
    // Runs: rows of non-blank lines.
    {"scope run\npattern a\\nb", "a\nb", "r[a\nb]"},
    {"scope run\npattern a\\nb", "a\n\nb", ""},
    {"scope run\npattern a\\n*b", "a\n　\nb", ""},
    {"scope run\npattern (?m)^b$", "a\nb\nc", "r[b]"},
    {"scope run\npattern ^b", "a\nb\n\nb", "r[b]"},
    {"scope run\npattern a\\nb\nguard after 1 c", "a\nb\nc", "r[a\nb]"},
    {"scope run\npattern a\\nb\nguard before 1 c", "c\na\nb", "r[a\nb]"},
    {"scope run\npattern a\\nb\nguard !line c", "a\nbc", ""},
    {"scope run\npattern a\\nb\nguard max_chars 3", "c\na\nb", "r[a\nb]"},
};

std::string pack_of(std::string_view rule) {
    return "id r\ncategory other\n" + std::string(rule) + "\n";
}

}  // namespace

TEST(Scan, HitsWhereScopeAndGuardsHold) {
    for (const bool use_hyperscan : {true, false}) {
        for (const auto& one : kCases) {
            const auto compiled = compile(pack_of(one.rule), use_hyperscan);
            EXPECT_EQ(hits(*compiled.set, one.text), one.hits)
                << one.rule << "\n--\n"
                << one.text << "\n-- Hyperscan " << use_hyperscan;
        }
    }
}

TEST(Scan, HeadEndsAtTheFirstStoryLineAndTailBeginsBehindTheLast) {
    const auto compiled = compile(
        "id h\ncategory other\nscope head\npattern share\n\n"
        "id t\ncategory other\nscope tail\npattern share\n");
    for (const auto story : {kStory, kZhStory}) {
        const std::string line(story);
        EXPECT_EQ(
            hits(*compiled.set, "share\n" + line + "\nshare\n" + line + "\nshare"),
            "h[share] t[share]");
    }
    EXPECT_EQ(hits(*compiled.set, "share\nshort.\nshare"), "") << "no story: neither head nor tail";
}

TEST(Scan, ALineThatASureRuleHitsIsNoStoryLine) {
    const std::string about = "About us: " + std::string(kStory);
    const auto text = "share\n" + about + "\nshare\n" + std::string(kStory);
    const std::string rules =
        "id h\ncategory other\nscope head\npattern share\n\n"
        "id a\ncategory other\npattern ^About us\nguard !after 1 never\nconfidence ";
    EXPECT_EQ(hits(*compile(rules + "0.9\n").set, text), "h[share] a[About us] h[share]");
    EXPECT_EQ(hits(*compile(rules + "0.89\n").set, text), "h[share] a[About us]");
}

TEST(Scan, OrdersByLineThenRuleThenPlace) {
    const auto compiled = compile(
        "id one\ncategory other\nscope run\npattern (?m)^b\n\n"
        "id two\ncategory other\npattern [abc]\n\n"
        "id three\ncategory other\npattern b\n");
    EXPECT_EQ(hits(*compiled.set, "cb\nb\n"), "two[c] two[b] three[b] one[b] two[b] three[b]");
}

TEST(Scan, GivesTheLinesOfAMatchAndItsCaptures) {
    const auto compiled = compile(
        "id f\ncategory byline\nscope run\naction field byline\n"
        "pattern (x)\\n(?P<desk>y)?(?P<value>z)(?P<rest>w)?\nguard line z\n");
    int count = 0;
    const std::string_view text = "a\nbx\nzv\nc";
    compiled.set->scan_text(text, [&](const Hit& hit) {
        ++count;
        EXPECT_EQ(hit.rule.field, "byline");
        EXPECT_EQ(hit.match, (Span{3, 6}));
        EXPECT_EQ(hit.line, (Span{2, 7}));
        EXPECT_EQ(hit.evidence, "line z");
        ASSERT_EQ(hit.captures.size(), 1U);
        EXPECT_EQ(hit.captures[0].name, "value");
        EXPECT_EQ(hit.captures[0].range, (Span{5, 6}));
    });
    EXPECT_EQ(count, 1);
}

// "rule:name[text] " of each capture, by scan_text or by scan_names and captures.
std::string all_captures(const RuleSet& set, std::string_view text) {
    std::string out;
    set.scan_text(text, [&](const Hit& hit) {
        for (const auto& [name, range] : hit.captures) {
            out += hit.rule.id + ":" + std::string(name) + "[" +
                   std::string(text.substr(range.begin, range.size())) + "] ";
        }
    });
    return out;
}

std::string late_captures(const RuleSet& set, std::string_view text) {
    std::string out;
    set.scan_names(text, [&](const Hit& hit) {
        std::vector<std::string_view> names;
        for (const auto& [name, range] : hit.captures) {
            names.push_back(name);
            EXPECT_EQ(range, Span()) << name;
        }
        std::vector<std::string_view> found;
        set.captures(text, hit.number, hit.subject, hit.match, [&](const Capture& capture) {
            found.push_back(capture.name);
            out += hit.rule.id + ":" + std::string(capture.name) + "[" +
                   std::string(text.substr(capture.range.begin, capture.range.size())) + "] ";
            return true;
        });
        EXPECT_EQ(names, found) << hit.rule.id;
    });
    return out;
}

TEST(Scan, CapturesAreFoundLaterWhereTheyWouldHaveBeen) {
    const std::string pack =
        "id part\ncategory other\npattern by (?P<who>[a-z]+)\n\n"
        "id whole\ncategory other\npattern ^x(?P<a>.)(?P<b>y*)$\n\n"
        "id either\ncategory other\npattern (?P<left>l+)|(?P<right>r+)z?\n\n"
        "id run\ncategory other\nscope run\npattern ^one\\n(?P<two>t(?P<last>[a-z]*))$\n";
    const std::string text = "one\ntwo\n\nby mo, by jo\nxay\n\nlll rrz\n";
    const std::string wanted =
        "run:two[two] run:last[wo] part:who[mo] part:who[jo] whole:a[a] whole:b[y] "
        "either:left[lll] either:right[rr] ";
    for (const bool hyperscan : {false, true}) {
        const auto made = compile(pack, hyperscan);
        EXPECT_EQ(all_captures(*made.set, text), wanted);
        EXPECT_EQ(late_captures(*made.set, text), wanted);
    }
}

TEST(Scan, CapturesOfWhatNoHitHadAreNone) {
    const auto made = compile("id a\ncategory other\npattern (?P<x>b)\n");
    const auto none = [](const Capture&) {
        ADD_FAILURE();
        return false;
    };
    made.set->captures("abc", 1, {0, 3}, {1, 2}, none);  // no such rule
    made.set->captures("abc", 0, {0, 4}, {1, 2}, none);  // behind the text
    made.set->captures("abc", 0, {2, 1}, {1, 2}, none);
    made.set->captures("abc", 0, {1, 2}, {0, 1}, none);
    made.set->captures("abc", 0, {0, 3}, {2, 3}, none);  // no match there
}

TEST(Scan, OneLineAloneKnowsLineRulesOnly) {
    const auto compiled = compile(
        "id l\ncategory other\npattern a\n\nid g\ncategory other\npattern a\nguard after 1 b\n\n"
        "id t\ncategory other\nscope tail\npattern a\n\nid r\ncategory other\nscope run\npattern "
        "a\n");
    std::string out;
    compiled.set->scan_line("a", [&](const Hit& hit) { out += hit.rule.id; });
    EXPECT_EQ(out, "l");
}

TEST(Scan, AVisitorEndsItAndMayScanAgain) {
    const auto compiled = compile(pack_of("pattern a"));
    int count = 0;
    EXPECT_FALSE(compiled.set->scan_text("a\na\na", [&](const Hit&) {
        count += 1;
        compiled.set->scan_line("aa", [&](const Hit&) { count += 10; });
        return count < 40;
    }));
    EXPECT_EQ(count, 42);
}

TEST(Scan, LongRunsAreCutAtLineEnds) {
    const auto compiled = compile(pack_of("scope run\npattern a\\nb"));
    const std::string line(kMaxRunBytes - 1, 'x');
    EXPECT_EQ(hits(*compiled.set, line + "\na\nb"), "r[a\nb]") << "the cut stands before a";
    EXPECT_EQ(hits(*compiled.set, "a\nb\n" + line + line), "r[a\nb]");
    EXPECT_EQ(hits(*compiled.set, line.substr(1) + "\na\nb"), "") << "the cut stands behind a";
}

TEST(Scan, ThreadsShareASet) {
    const auto compiled = compile(pack_of("pattern a.c\nguard document z"));
    std::vector<std::jthread> threads;
    std::vector<int> counts(8);
    for (auto& count : counts) {
        threads.emplace_back([&] {
            for (int i = 0; i < 200; ++i) {
                compiled.set->scan_text("abc\nadc\nz", [&](const Hit&) { ++count; });
            }
        });
    }
    threads.clear();
    EXPECT_EQ(counts, std::vector<int>(8, 400));
}

TEST(Scan, AnEmptySetAndAnEmptyTextHaveNoHits) {
    EXPECT_EQ(hits(*compile("").set, "a\nb"), "");
    EXPECT_EQ(hits(*compile(pack_of("pattern a")).set, ""), "");
    EXPECT_EQ(hits(*compile(pack_of("pattern a")).set, "\n\n"), "");
}

TEST(Explain, NamesWhatHeldAndWhatWasMissing) {
    const auto compiled = compile(
        "id t\ncategory notice\nscope tail\npattern lost\nguard after 1 void\nguard !line found\n");
    const auto text = "lost\n" + std::string(kStory) + "\nlost and found\nvoid\nlost\nvoid";
    std::string out;
    compiled.set->explain(text, [&](const Finding& finding) {
        out += finding.hit ? "hit" : "miss";
        for (const auto met : finding.met) {
            out += " +" + std::string(met);
        }
        for (const auto missing : finding.missing) {
            out += " -" + std::string(missing);
        }
        out += "\n";
    });
    EXPECT_EQ(
        out,
        "miss +!line found -scope tail -after 1 void\n"
        "miss +scope tail +after 1 void -!line found\n"
        "hit +scope tail +after 1 void +!line found\n");
}

// Hyperscan gets "at least" for counts of long groups; what a rule hits does not change by it.
TEST(Scan, CountsOfLongGroupsHold) {
    const std::string words = "(?:" + std::string(90, 'a') + "|渡口){1,12}";
    const auto compiled = testing::compile(
        "id group\ncategory other\npattern ^" + words + "$\n\n" +
        "id class\ncategory other\npattern "
        "^[甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥]{2,3}$\n\n" +
        "id least\ncategory other\npattern ^(?:" + std::string(90, 'b') + "|c){3}$\n");
    const auto times = [](std::string_view text, int count) {
        std::string out;
        while (count-- > 0) {
            out += text;
        }
        return out;
    };
    EXPECT_EQ(testing::hits(*compiled.set, times("渡口", 13)), "");
    EXPECT_EQ(testing::hits(*compiled.set, times("渡口", 12)), "group[" + times("渡口", 12) + "]");
    EXPECT_EQ(testing::hits(*compiled.set, "甲乙丙丁\n甲\n甲乙丙"), "class[甲乙丙]");
    EXPECT_EQ(testing::hits(*compiled.set, "cc\ncccc\nccc"), "least[ccc]");
}

}  // namespace galley::core::rules
