// SPDX-License-Identifier: Apache-2.0
// Tests of the keywords, the segmentation and the dictionary's cache. Those that need jieba's word
// list are skipped without it.
#include "tag_keywords.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include <galley/testing/recording_host.hpp>

#include "dictionary_cache.hpp"
#include "english_keywords.hpp"
#include "image.hpp"
#include "segment.hpp"

namespace galley::tag_keywords {
namespace {

namespace fs = std::filesystem;

const DictionaryFiles kJieba{
    "/usr/lib/python3/dist-packages/jieba/dict.txt",
    "/usr/lib/python3/dist-packages/jieba/analyse/idf.txt"};

#define NEEDS_JIEBA()                                                      \
    if (!fs::exists(kJieba.words)) {                                       \
        GTEST_SKIP() << "no word list: install the package python3-jieba"; \
    }

/// A folder of its own for each test, with a small word list.
class TagKeywords : public ::testing::Test {
  protected:
    void SetUp() override {
        std::string name = (fs::temp_directory_path() / "tag_keywords_XXXXXX").string();
        folder_ = ::mkdtemp(name.data());
        write(
            "words",
            "河湾 50 ns\n灯会 40 n\n河 900 n\n湾 100 n\n会 9000 v\n灯 300 n\n在 90000 p\n");
        write("idf", "河湾 9.0\n灯会 8.0\n河 4.0\n");
    }

    void TearDown() override { fs::remove_all(folder_); }

    void write(const char* name, std::string_view text) const {
        std::ofstream(folder_ / name, std::ios::binary) << text;
    }

    DictionaryFiles files() const { return {folder_ / "words", folder_ / "idf"}; }

    fs::path cached() const {
        for (const auto& entry : fs::directory_iterator(folder_)) {
            if (entry.path().extension() == ".dict") {
                return entry.path();
            }
        }
        return {};
    }

    fs::path folder_;
};

std::string joined(std::string_view text, const Dictionary& words) {
    std::string out;
    for (const auto& token : segment(text, words)) {
        out += std::string(slice(text, token.at)) + "|";
    }
    return out;
}

std::string shown(const std::vector<Keyword>& keywords) {
    std::string out;
    for (const auto& keyword : keywords) {
        out += keyword.text + "|";
    }
    return out;
}

StopWords both_stop_lists() {
    StopWords stop;
    stop.add("# a comment\nthe and said was\n的 在 进行");
    return stop;
}

TEST_F(TagKeywords, CutsByMaximumProbability) {
    const auto words = open_dictionary(files(), "");
    EXPECT_EQ(joined("河湾灯会在河湾", *words), "河湾|灯会|在|河湾|");
}

TEST_F(TagKeywords, LeavesUnknownCharactersAndMarksAlone) {
    const auto words = open_dictionary(files(), "");
    EXPECT_EQ(joined("甲，乙\nab12 c", *words), "甲|，|乙|\n|ab12| |c|");
}

TEST_F(TagKeywords, CoversBrokenUtf8WithoutGaps) {
    const auto words = open_dictionary(files(), "");
    ByteOffset at = 0;
    const std::string_view text = "\xE6\xB2 河\xFF";
    for (const auto& token : segment(text, *words)) {
        EXPECT_EQ(token.at.begin, at);
        at = token.at.end;
    }
    EXPECT_EQ(at, text.size());
}

TEST_F(TagKeywords, MapsTheCompiledDictionaryTheSecondTime) {
    open_dictionary(files(), folder_.string());
    ASSERT_FALSE(cached().empty());
    const auto again = open_dictionary(files(), folder_.string());
    EXPECT_EQ(joined("河湾灯会", *again), "河湾|灯会|");
}

TEST_F(TagKeywords, CompilesAgainWhenTheCacheIsDamaged) {
    open_dictionary(files(), folder_.string());
    const auto path = cached();
    ASSERT_FALSE(path.empty());
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(200);
    file.put('\x7F');
    file.close();
    EXPECT_EQ(joined("河湾灯会", *open_dictionary(files(), folder_.string())), "河湾|灯会|");
}

TEST_F(TagKeywords, NoticesThatTheWordListChanged) {
    open_dictionary(files(), folder_.string());
    write("words", "灯会在 40 n\n在 90 p\n");
    EXPECT_EQ(joined("灯会在", *open_dictionary(files(), folder_.string())), "灯会在|");
}

TEST_F(TagKeywords, SharesOneDictionaryInAProcess) {
    const auto first = open_dictionary(files(), "");
    EXPECT_EQ(first, open_dictionary(files(), ""));
}

TEST_F(TagKeywords, CachePrivateToItsUser) {
    open_dictionary(files(), folder_.string());

    struct stat about {};

    ASSERT_EQ(::stat(cached().c_str(), &about), 0);
    EXPECT_EQ(about.st_mode & 0777U, 0600U);
}

TEST_F(TagKeywords, RefusesAnImageCutShort) {
    const auto image = compile_dictionary(files());
    const auto fingerprint = fingerprint_of(files());
    EXPECT_TRUE(is_dictionary(image.bytes, fingerprint));
    EXPECT_FALSE(is_dictionary(image.bytes.first(image.bytes.size() - 8), fingerprint));
    EXPECT_FALSE(is_dictionary(image.bytes, fingerprint + 1));
}

TEST_F(TagKeywords, NamesThePackageWhenTheWordListIsAbsent) {
    galley::testing::RecordingHost host(GALLEY_PLUGIN_FILE);
    EXPECT_EQ(host.configure({{"dictionary", (folder_ / "absent").string()}}), GALLEY_E_CONFIG);
    EXPECT_NE(
        host.error().find(
            "dictionary: cannot read \"" + (folder_ / "absent").string() +
            "\"; install the Debian package python3-jieba"),
        std::string::npos)
        << host.error();
}

TEST_F(TagKeywords, RefusesAnEmptyWordList) {
    write("words", "\n");
    EXPECT_THROW(compile_dictionary(files()), config_error);
}

TEST_F(TagKeywords, PrefersWhatTheTextRepeatsAndTheHeadlineSays) {
    const auto words = open_dictionary(files(), "");
    const auto stop = both_stop_lists();
    const auto found = find_keywords("灯会在河湾。河湾灯会。灯会。", "灯会", {*words, stop}, 10);
    EXPECT_EQ(shown(found), "灯会|河湾|");
    EXPECT_DOUBLE_EQ(found.front().score, 1.0);
}

TEST_F(TagKeywords, GivesNothingForAnEmptyText) {
    const auto words = open_dictionary(files(), "");
    const auto stop = both_stop_lists();
    EXPECT_TRUE(find_keywords("", "灯会", {*words, stop}, 10).empty());
}

TEST(EnglishKeywords, KeepsNamesWholeAndOtherWordsSmall) {
    const auto stop = both_stop_lists();
    const auto found = english_keywords(
        "The market moved to Chapel Lane. Traders welcomed the market. In Chapel Lane the traders "
        "said the market was better.",
        "",
        stop,
        3);
    EXPECT_EQ(shown(found), "Chapel Lane|market|traders|");
}

TEST(EnglishKeywords, DoesNotTakeTheFirstWordOfASentenceForAName) {
    const auto stop = both_stop_lists();
    const auto found = english_keywords(
        "Gardens opened early. Gardens closed late. Gardens stayed empty.", "", stop, 3);
    EXPECT_EQ(shown(found), "");
}

TEST(EnglishKeywords, TakesOfIntoAName) {
    const auto stop = both_stop_lists();
    const auto found = english_keywords(
        "He joined the Bank of Lorne. Then the Bank of Lorne closed.", "", stop, 1);
    EXPECT_EQ(shown(found), "Bank of Lorne|");
}

/// Invented sentences with names, numbers, Latin and ambiguous cuts.
constexpr const char* kSentences[] = {
    "河湾晚报记者从市民政局获悉，石桥镇今年新建三座养老院。",
    "南京市长江大桥的研究生命起源于1998年的一次会议。",
    "他说的确实在理，5G基站和AT&T的合同都已签订，涨幅达12.5%。",
    "乒乓球拍卖完了，结婚的和尚未结婚的都来了。",
    "林小满在青禾县扶贫办工作，联防联控、群防群治，众志成城。"};

std::string jieba_says(const std::string& sentence) {
    const std::string command =
        "/usr/bin/python3 -c \"import sys, jieba; jieba.setLogLevel(60); "
        "sys.stdout.write(''.join(w + '|' for w in jieba.cut(sys.argv[1], HMM=False)))\" '" +
        sentence + "' 2>/dev/null";
    std::string out;
    if (FILE* pipe = ::popen(command.c_str(), "r")) {
        for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) {
            out += static_cast<char>(c);
        }
        ::pclose(pipe);
    }
    return out;
}

TEST(Segment, CutsAsJiebaDoesWithoutItsHmm) {
    NEEDS_JIEBA();
    const auto words = open_dictionary(kJieba, "");
    std::string all;
    for (const auto* sentence : kSentences) {
        all += sentence;
    }
    const auto expected = jieba_says(all);
    if (expected.empty()) {
        GTEST_SKIP() << "jieba does not run: install the package python3-jieba";
    }
    EXPECT_EQ(joined(all, *words), expected);
}

TEST(ChineseKeywords, EveryKeywordStandsInTheText) {
    NEEDS_JIEBA();
    const auto words = open_dictionary(kJieba, "");
    const auto stop = both_stop_lists();
    const std::string text =
        "石桥镇的老渡口要改造了。渡口改造由青禾县交通局负责，渡口两岸的居民盼了十年。"
        "周小禾是渡口的最后一名摆渡人，周小禾说，渡口改造以后摆渡船会留下来。周小禾今年六十岁。";
    const auto found = find_keywords(text, "老渡口要改造", {*words, stop}, 10);
    ASSERT_GE(found.size(), 5U);
    for (const auto& keyword : found) {
        EXPECT_EQ(slice(text, keyword.first), keyword.text);
    }
    EXPECT_NE(shown(found).find("渡口"), std::string::npos);
    EXPECT_NE(shown(found).find("周小禾"), std::string::npos) << shown(found);
}

}  // namespace
}  // namespace galley::tag_keywords
