// SPDX-License-Identifier: Apache-2.0
// Tests of the language of a text.
#include "tag_language.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include <galley/testing/recording_host.hpp>

#include "han_scripts.hpp"

namespace galley::tag_language {
namespace {

struct Row {
    const char* text;
    const char* code;
};

class Languages : public ::testing::TestWithParam<Row> {};

TEST_P(Languages, AreToldByTheirLetters) {
    EXPECT_EQ(language_of(GetParam().text).code, GetParam().code) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    TagLanguage,
    Languages,
    ::testing::Values(
        Row{"", "und"},
        Row{"2020-02-15 10:50", "und"},
        Row{"县里新修的公路通车了，村民们都来看热闹。", "zh-Hans"},
        Row{"縣裡新修的公路通車了，村民們都來看熱鬧。", "zh-Hant"},
        Row{"山上有水，水中有月，人心如一，天人共生。", "zh"},
        Row{"记者从AT&T、IBM和Oracle的发布会上了解到，三家公司将联合建设数据中心。", "zh-Hans"},
        Row{"The road was opened on Friday and the town is happy with it.", "en"},
        Row{"La route a été ouverte vendredi et toute la ville en est contente.", "und"},
        Row{"図書館は週末も開いています。新しい本がたくさん入りました。", "ja"},
        Row{"도서관은 주말에도 문을 엽니다. 새 책이 많이 들어왔습니다.", "ko"},
        Row{"Библиотека открыта и в выходные, новые книги уже были выложены. Это всё.", "ru"},
        Row{"Бібліотека відкрита і у вихідні, її відвідувачі вже бачили нові книги.", "uk"},
        Row{"Η βιβλιοθήκη είναι ανοιχτή και το σαββατοκύριακο.", "el"}));

TEST(TagLanguage, IsLessSureOfAShortText) {
    const std::string line = "县里新修的公路通车了，村民们都来看。";
    EXPECT_LT(language_of(line).confidence, language_of(line + line + line + line).confidence);
}

TEST(TagLanguage, ScriptTablesAreSortedAndDisjoint) {
    EXPECT_TRUE(std::is_sorted(kSimplifiedOnly.begin(), kSimplifiedOnly.end()));
    EXPECT_TRUE(std::is_sorted(kTraditionalOnly.begin(), kTraditionalOnly.end()));
    for (const auto c : kSimplifiedOnly) {
        EXPECT_FALSE(std::binary_search(kTraditionalOnly.begin(), kTraditionalOnly.end(), c));
    }
}

TEST(TagLanguage, LeavesALanguageThatIsAlreadySet) {
    galley::testing::RecordingHost host(GALLEY_PLUGIN_FILE);
    galley::testing::Document document("县里新修的公路通车了，村民们都来看热闹。");
    document.fields.push_back({"language", "zh-Hant", {}, 0});
    ASSERT_EQ(host.process(document), GALLEY_OK);
    ASSERT_EQ(document.fields.size(), 1U);
    EXPECT_EQ(document.fields[0].value, "zh-Hant");
    EXPECT_EQ(document.tags.at(0).code, "zh-Hans");
}

}  // namespace
}  // namespace galley::tag_language
