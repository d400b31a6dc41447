// SPDX-License-Identifier: Apache-2.0
// Lines of 300 KB in the shapes that drive matchers to their worst: no hit is lost, none is made
// up.
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <re2/re2.h>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/core/rules/testing.hpp"

namespace galley::core::rules {

namespace {

constexpr std::size_t kLineBytes = 300000;
constexpr std::size_t kShorterLineBytes = 30000;  // for many rules: RE2 alone takes its time

struct Shape {
    std::string name;
    std::string line;
};

// As many of `piece` as fill a line, between a head and a tail.
std::string fill(
    std::size_t bytes, std::string_view head, std::string_view piece, std::string_view tail) {
    std::string out(head);
    while (out.size() + piece.size() + tail.size() <= bytes) {
        out += piece;
    }
    return out += tail;
}

std::vector<Shape> shapes(std::size_t bytes) {
    const auto filled = [&](std::string_view head, std::string_view piece, std::string_view tail) {
        return fill(bytes, head, piece, tail);
    };
    return {
        {"one character", filled("", "河", "")},
        {"steps without an end", filled("门户", ">a", "")},
        {"steps with an end", filled("门户>", ">a", "全文")},
        {"the begin of a match again and again", filled("", "丢了", "")},
        {"that and words", filled("", "丢了阿某的木船", "")},
        {"that and, at last, the end", filled("", "丢了", "就此作罢")},
        {"digits and blanks", filled("", "7 ", "")},
        {"blanks", filled("", " ", "")},
        {"wide blanks before a label", filled("", "　", "出处")},
        {"two kinds of blanks before a match", filled("", "　 ", "执笔:阿某某")},
        {"labels", filled("", "出处:", "")},
        {"labels of two kinds", filled("", "出处:", "日子:2031-04-18")},
        {"the parts of an address", filled("www.", "b.", "")},
        {"an address without an end", filled("信箱:", "b.", "")},
        {"a bar of words", filled("", "Harbour Rules | ", "")},
        {"credits", filled("", "值班校阅:阿某某某", "")},
        {"slashes", filled("", "b/", "/QP")},
        {"numbers and, at last, the end", filled("", "凭证:7654321", "作罢")},
        {"a label, a story, no end", filled("如今在此处:", "全文", "x")},
    };
}

const std::vector<std::string> kPatterns = {
    "^[ \\t　]*门户(?:[ 　]*>[ 　]*[^>]{1,20}){1,9}全文[ 　]*$",
    "门户.{0,40}>.{0,40}>.{0,40}全文",
    "丢了.{2,200}(?:作罢|声明)",
    "(?:丢了|不见).{0,60}就此作罢",
    "^[ \\t　]*(?:[0-9]{1,4}[ 　]+){3,30}$",
    "^[ 　]*出处[ 　]*$",
    "[ 　]*出处[:：][ 　]*[^ ，。:：]{2,20}",
    "(?:执笔|记录)[:：](?P<byline>\\p{Han}{2,4})(?:[ 　]|$)",
    "日子[:：](?P<published>20[0-9]{2}-[0-9]{2}-[0-9]{2})",
    "(?:https?://)?(?:[a-z0-9-]+\\.){2,8}example",
    "信箱[:：][ 　]*[a-z.]+@[a-z.]+",
    "^(?:[A-Z][A-Za-z ]{1,20}[|]){2,30}[A-Za-z ]{0,20}$",
    "(?i)harbour rules",
    "值班校阅[:：](?P<editor>\\p{Han}{2,4})",
    "(?:[a-z]+/){2,9}/QP$",
    "/QP\\b",
    "凭证[:：][0-9]{6,9}.{0,30}作罢",
    "^[ 　]*如今在此处[:：].{0,80}全文$",
    "(?:河|江)+湖",
    "^.*湖.*$",
};

std::string pack_of(const std::vector<std::string>& patterns) {
    std::string pack;
    for (std::size_t i = 0; i < patterns.size(); ++i) {
        pack += "id " + std::to_string(i) + "\ncategory other\npattern " + patterns[i] + "\n\n";
    }
    return pack;
}

using FirstMatches = std::map<std::string, std::pair<std::size_t, std::size_t>>;

// What RE2 alone says: the first match of each pattern.
FirstMatches expected(const std::vector<std::unique_ptr<RE2>>& patterns, const std::string& line) {
    FirstMatches out;
    for (std::size_t i = 0; i < patterns.size(); ++i) {
        re2::StringPiece match;
        if (patterns[i]->Match(line, 0, line.size(), RE2::UNANCHORED, &match, 1)) {
            const auto begin = static_cast<std::size_t>(match.data() - line.data());
            out.emplace(std::to_string(i), std::pair(begin, begin + match.size()));
        }
    }
    return out;
}

FirstMatches found(const RuleSet& set, const std::string& line) {
    FirstMatches out;
    set.explain(line + "\nThe ferry sails at noon.\n", [&](const Finding& finding) {
        if (finding.match.end <= line.size()) {
            out.emplace(finding.rule.id, std::pair(finding.match.begin, finding.match.end));
        }
    });
    return out;
}

class Hostile : public ::testing::TestWithParam<bool> {};

TEST_P(Hostile, FirstMatchesAreThoseOfRe2) {
    const auto compiled = testing::compile(pack_of(kPatterns), GetParam());
    std::vector<std::unique_ptr<RE2>> patterns;
    for (const auto& pattern : kPatterns) {
        patterns.push_back(std::make_unique<RE2>(pattern));
    }
    std::size_t hits = 0;
    for (const auto& shape : shapes(kLineBytes)) {
        SCOPED_TRACE(shape.name);
        const auto wanted = expected(patterns, shape.line);
        EXPECT_EQ(found(*compiled.set, shape.line), wanted);
        hits += wanted.size();
    }
    EXPECT_EQ(shapes(kLineBytes).size(), 19U);
    EXPECT_GE(hits, 10U);
}

INSTANTIATE_TEST_SUITE_P(Engines, Hostile, ::testing::Bool(), [](const auto& engine) {
    return std::string(engine.param ? "Hyperscan" : "Re2");
});

// The shipped rules too: their lines, whatever guards say.
TEST(HostileShippedRules, MatchTheLinesThatRe2SaysTheyDo) {
    for (const std::string name : {"zh", "en"}) {
        std::ifstream in(std::string(GALLEY_PACKS) + "/" + name + ".rules", std::ios::binary);
        const std::string text((std::istreambuf_iterator<char>(in)), {});
        ASSERT_FALSE(text.empty());
        const auto compiled = testing::compile(text);
        RE2::Options options;
        options.set_max_mem(64 << 20);
        std::vector<std::unique_ptr<RE2>> patterns;
        for (const auto& rule : compiled.set->rules()) {
            patterns.push_back(std::make_unique<RE2>(rule.pattern, options));
        }
        for (const auto& shape : shapes(kShorterLineBytes)) {
            SCOPED_TRACE(shape.name);
            const auto got = found(*compiled.set, shape.line);
            for (std::size_t i = 0; i < patterns.size(); ++i) {
                const auto& id = compiled.set->rules()[i].id;
                EXPECT_EQ(RE2::PartialMatch(shape.line, *patterns[i]), got.contains(id)) << id;
            }
        }
    }
}

}  // namespace

}  // namespace galley::core::rules
