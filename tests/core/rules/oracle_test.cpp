// SPDX-License-Identifier: Apache-2.0
// The 150 rules of the benchmark hit what RE2::Set says they hit, on real pages and on hostile
// lines.
#include "tests/core/rules/oracle.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace galley::core::rules {

namespace {

namespace fs = std::filesystem;
using testing::compile;
using testing::found_by;
using testing::Oracle;
using testing::pack_of_patterns;

std::string read(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

// The rules are made at test time: they are benchmark data and no part of the project.
std::vector<std::string> benchmark_patterns() {
    const auto generator = fs::path(GALLEY_BENCH) / "gen_rules.py";
    if (!fs::exists(generator)) {
        return {};
    }
    const auto out = fs::path(GALLEY_OUT) / "bench_rules";
    const auto command = "python3 '" + generator.string() + "' '" + out.string() + "' > /dev/null";
    EXPECT_EQ(std::system(command.c_str()), 0) << command;
    std::vector<std::string> patterns;
    std::ifstream in(out / "rules_150.txt");
    for (std::string line; std::getline(in, line);) {
        patterns.push_back(line);
    }
    return patterns;
}

class Benchmark : public ::testing::Test {
  protected:
    void SetUp() override {
        patterns_ = benchmark_patterns();
        if (patterns_.empty()) {
            GTEST_SKIP() << "the benchmark rules are not beside this checkout: " << GALLEY_BENCH;
        }
        ASSERT_EQ(patterns_.size(), 150U);
    }

    void expect_same(const RuleSet& set, const Oracle& oracle, std::string_view text) {
        const auto expected = oracle(text);
        EXPECT_EQ(found_by(set, text), expected);
        hits_ += expected.size();
    }

    std::vector<std::string> patterns_;
    std::size_t hits_ = 0;
};

std::string times(std::string_view piece, int count) {
    std::string out;
    for (int i = 0; i < count; ++i) {
        out += piece;
    }
    return out;
}

}  // namespace

TEST_F(Benchmark, HitsOnRealPagesAreThoseOfTheOracle) {
    if (!fs::exists(GALLEY_GOLD)) {
        GTEST_SKIP() << "the evaluation corpus is not beside this checkout: " << GALLEY_GOLD;
    }
    const auto pack = pack_of_patterns(patterns_);
    const auto fast = compile(pack, true);
    const auto portable = compile(pack, false);
    EXPECT_TRUE(fast.set->not_widened().empty());
    const Oracle oracle(patterns_);
    for (const auto& entry : fs::recursive_directory_iterator(GALLEY_GOLD)) {
        if (entry.is_regular_file()) {
            SCOPED_TRACE(entry.path().filename());
            const auto text = read(entry.path());
            expect_same(*fast.set, oracle, text);
            EXPECT_EQ(found_by(*portable.set, text), found_by(*fast.set, text));
        }
    }
    EXPECT_GT(hits_, 100U);
}

TEST_F(Benchmark, HitsOnHostileLinesAreThoseOfTheOracle) {
    const auto compiled = compile(pack_of_patterns(patterns_));
    const Oracle oracle(patterns_);
    const std::vector<std::string> lines = {
        times("遗失", 50000) + "声明作废",
        times("a/", 150000) + "/AP",
        times("编号:1234567", 20000),
        times("(　 )", 60000) + "作者:某某某",
        times(" ", 300000) + "来源：某报",
        times("首页>", 40000) + "正文",
        times("记者", 50000),
        times("2021-03-04 05:06 ", 17000),
        times("\xEF\xBC", 100000) + "来源：某报",
        times("责任编辑：", 20000),
    };
    for (const auto& line : lines) {
        SCOPED_TRACE(line.substr(0, 24));
        expect_same(*compiled.set, oracle, line);
    }
    EXPECT_GT(hits_, 5U);
}

TEST(Oracle, LinesAroundTheLengthAtWhichShortRulesEndAreHitAlike) {
    const std::vector<std::string> patterns = {
        "^\\S{1,159}$",
        "^\\S{1,160}$",
        "^\\S{1,161}$",
        "^[ 　]*任{150,160}[ 　]*$",
        "^[ 　]*(?:任|a){150,161}[ 　]*$",
        "^(?P<all>任.{0,158}[^ ])$",
        "^.{1,160}$",
        "任{200}"};
    std::string text;
    for (std::size_t length = 150; length < 210; ++length) {
        for (const std::string one : {"a", "任", "é", "任 ", "　任"}) {
            for (std::size_t i = 0; i < length; ++i) {
                text += one;
            }
            text += '\n';
        }
    }
    const auto compiled = compile(pack_of_patterns(patterns));
    const auto found = found_by(*compiled.set, text);
    EXPECT_EQ(found, Oracle(patterns)(text));
    EXPECT_GT(found.size(), 100U);
}

// Openings, texts and patterns, on lines that begin in all ways a line can.
TEST(Oracle, RulesFoundInDifferentWaysAreHitAlike) {
    const std::vector<std::string> patterns = {
        "^[ 　]*渡船.{0,9}$",
        "^(?:【|〔)?(?:渡|口)[：:]",
        "^[A-Z][a-z]+ ferr(?:y|ies)$",
        "(?i)^kelp",
        "缆绳",
        "^.*(?:缆绳|渡船).*$",
        "[0-9]{2}:[0-9]{2}",
        "^[ 　]+$",
        "^.{1,3}$",
        "^[^渡]{2}$",
        "\\bferry\\b",
        "^[\\x{1F600}-\\x{1F64F}]",
        "\\s渡",
        "[a-z]{2}$"};
    const std::vector<std::string> begins = {
        "", " ", "　", " ", "﻿", "【", "〔", "æ¸", "😐", "a", "09:30 "};
    const std::vector<std::string> rests = {
        "",         "渡船", "渡：",        "口:",   "Mill ferry", "KELP", "Kelp", "缆绳",
        "the ferry", "x",    "渡船缆绳渡船", "12:30", "ÿ",       "  ",   "多"};
    std::string text;
    for (const auto& begin : begins) {
        for (const auto& rest : rests) {
            text += begin + rest + "\n" + rest + begin + "\n\n";
        }
    }
    const auto compiled = compile(pack_of_patterns(patterns));
    const auto found = found_by(*compiled.set, text);
    EXPECT_EQ(found, Oracle(patterns)(text));
    EXPECT_GT(found.size(), 200U);
}

}  // namespace galley::core::rules
