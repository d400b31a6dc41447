// SPDX-License-Identifier: Apache-2.0
// How bytes become text: encodings, line ends, what is refused.
#include <iconv.h>
#include <random>
#include <string>

#include <gtest/gtest.h>

#include "converter.hpp"
#include "decoding.hpp"
#include "not_text.hpp"

namespace galley::text {
namespace {

using namespace std::string_literals;

const std::string kSimplified =
    R"(昨天上午，江口渡的人们在码头上看到一条新船。这是本市今年投入的第三条渡船，大家都说它比以前的好。渡口的工作人员告诉记者，船上可以坐六十个人，每天来回十二次。
附近的学生和老人是主要的乘客，他们希望早上能多开一班。
)";
const std::string kTraditional =
    R"(昨天上午，江口渡的人們在碼頭上看到一條新船。這是本市今年投入的第三條渡船，大家都說它比以前的好。渡口的工作人員告訴記者，船上可以坐六十個人，每天來回十二次。
附近的學生和老人是主要的乘客，他們希望早上能多開一班。
)";

/// The text in another encoding, by iconv the other way: what an editor would save.
std::string encoded(const std::string& utf8, const char* encoding) {
    const auto handle = ::iconv_open(encoding, "UTF-8");
    std::string out(utf8.size() * 4, '\0');
    auto* from = const_cast<char*>(utf8.data());
    auto* to = out.data();
    auto from_left = utf8.size();
    auto to_left = out.size();
    EXPECT_EQ(::iconv(handle, &from, &from_left, &to, &to_left), 0U) << encoding;
    ::iconv_close(handle);
    out.resize(out.size() - to_left);
    return out;
}

TEST(Decode, ValidUtf8IsTakenAsItIs) {
    const auto got = decode(kSimplified);
    EXPECT_EQ(got.text, kSimplified);
    EXPECT_EQ(got.encoding, "UTF-8");
    EXPECT_EQ(got.confidence, 1);
    EXPECT_EQ(got.errors, 0U);
    EXPECT_EQ(got.not_text, "");
}

struct Known {
    const char* iconv;
    const char* name;
    const std::string& text;
};

TEST(Decode, ChineseEncodingsAreFound) {
    const Known kKnown[] = {
        {"GBK", "GB18030", kSimplified},
        {"GB18030", "GB18030", kSimplified},
        {"GBK", "GB18030", kTraditional},
        {"BIG5", "Big5", kTraditional},
        {"UTF-16LE", "UTF-16LE", kSimplified},
        {"UTF-16BE", "UTF-16BE", kTraditional},
    };
    for (const auto& known : kKnown) {
        const auto got = decode(encoded(known.text, known.iconv));
        EXPECT_EQ(got.text, known.text) << known.iconv;
        EXPECT_EQ(got.encoding, known.name);
        EXPECT_GT(got.confidence, 0.7) << known.iconv;
        EXPECT_LT(got.confidence, 1) << known.iconv;
        EXPECT_EQ(got.errors, 0U) << known.iconv;
    }
}

TEST(Decode, AFewCharactersOfGbkAreFound) {
    for (const auto& words : {"渡口通知\n"s, "新船下水"s, "江口晚报 3版"s, "联通"s}) {
        const auto got = decode(encoded(words, "GBK"));
        EXPECT_EQ(got.text, words);
        EXPECT_EQ(got.encoding, "GB18030");
    }
}

TEST(Decode, FourByteGb18030IsRead) {
    const auto text = kSimplified + "\xF0\xA0\xAE\xB7\n";
    EXPECT_EQ(decode(encoded(text, "GB18030")).text, text);
}

TEST(Decode, ByteOrderMarksDecide) {
    EXPECT_EQ(decode("\xEF\xBB\xBF" + kSimplified).text, kSimplified);
    const auto utf16 = decode("\xFF\xFE" + encoded("hi\n", "UTF-16LE"));
    EXPECT_EQ(utf16.text, "hi\n");
    EXPECT_EQ(utf16.encoding, "UTF-16LE");
    EXPECT_EQ(utf16.confidence, 1);
    EXPECT_EQ(decode("\xFE\xFF" + encoded("hi", "UTF-16BE")).text, "hi");
    EXPECT_EQ(decode("\xFF\xFE\0\0"s + encoded("hi", "UTF-32LE")).text, "hi");
    EXPECT_EQ(decode("\x84\x31\x95\x33" + encoded(kSimplified, "GB18030")).text, kSimplified);
    EXPECT_EQ(decode("\xEF\xBB\xBF").text, "") << "a mark and nothing else";
}

TEST(Decode, LatinUtf16WithoutAMarkIsFoundThoughItIsValidUtf8) {
    const auto got = decode(encoded("The ferry left at seven.\n", "UTF-16LE"));
    EXPECT_EQ(got.text, "The ferry left at seven.\n");
    EXPECT_EQ(got.encoding, "UTF-16LE");
}

TEST(Decode, WesternTextIsReadAsWindows1252) {
    const auto got =
        decode("The caf\xE9 on the quay \x93opened\x94 on Monday; na\xEFve plans failed.\n");
    EXPECT_EQ(
        got.text,
        "The caf\xC3\xA9 on the quay \xE2\x80\x9Copened\xE2\x80\x9D on Monday; na\xC3\xAFve plans "
        "failed.\n");
    EXPECT_EQ(got.not_text, "");
}

TEST(Decode, InvalidBytesInUtf8StayUtf8) {
    for (const auto& bad :
         {"\xFF"s, "\xE6\xB1"s, "\xC0\xAF"s, "\xED\xA0\x80"s, "\xF4\x90\x80\x80"s}) {
        const auto got = decode(kSimplified + bad + "\n" + kSimplified);
        EXPECT_EQ(got.encoding, "UTF-8");
        EXPECT_EQ(got.text.substr(0, kSimplified.size()), kSimplified);
        EXPECT_TRUE(got.text.ends_with("\xEF\xBF\xBD\n" + kSimplified)) << got.text;
        EXPECT_GE(got.errors, 1U);
        EXPECT_LT(got.confidence, 1);
        EXPECT_EQ(got.not_text, "");
    }
    const auto cut = decode(kSimplified + "\xE6\xB1");
    EXPECT_EQ(cut.text, kSimplified + "\xEF\xBF\xBD") << "a character cut at the end";
    EXPECT_EQ(cut.errors, 1U);
}

TEST(Decode, LinesOfAnotherEncodingInUtf8AreReadInTheirOwn) {
    const auto line = decode(kSimplified + kSimplified + encoded("新船\n", "GBK"));
    EXPECT_EQ(line.text, kSimplified + kSimplified + "新船\n");
    EXPECT_EQ(line.encoding, "UTF-8");
    EXPECT_EQ(line.mixed_with, "GB18030");
    EXPECT_EQ(line.errors, 0U);
    const auto much = decode(kSimplified + encoded(kSimplified, "GBK") + kSimplified);
    EXPECT_EQ(much.text, kSimplified + kSimplified + kSimplified);
    const auto big5 = decode(kTraditional + "\n" + encoded(kTraditional, "BIG5-HKSCS"));
    EXPECT_EQ(big5.text, kTraditional + "\n" + kTraditional);
    EXPECT_EQ(big5.mixed_with, "Big5");
}

TEST(Decode, ADamagedLineBetweenTwoEncodingsStaysUtf8) {
    const auto got =
        decode(kSimplified + "\xFF渡口的船\n" + encoded(kSimplified, "GBK") + kSimplified);
    EXPECT_EQ(got.text, kSimplified + "\xEF\xBF\xBD渡口的船\n" + kSimplified + kSimplified);
    EXPECT_EQ(got.errors, 1U);
}

TEST(Decode, OnlyChineseLinesMakeAMixedPage) {
    const auto latin = decode(kSimplified + "caf\xE9 na\xEFve\n" + kSimplified);
    EXPECT_EQ(latin.mixed_with, "");
    EXPECT_EQ(latin.errors, 2U);
    const auto gbk = decode(encoded("模\n" + kSimplified, "GBK"));
    EXPECT_EQ(gbk.text, "模\n" + kSimplified) << "its first line is valid UTF-8 by chance";
    EXPECT_EQ(gbk.mixed_with, "");
}

TEST(Decode, ADamagedTextIsOneWhileFourOfFiveCharactersAreSound) {
    const auto some = decode("abc \xC0\xAF \xE0\x80\xAF \xF0\x80\x80\xAF\n" + kSimplified);
    EXPECT_EQ(some.not_text, "");
    EXPECT_EQ(some.errors, 9U);
    std::string bad;
    for (int i = 0; i < 30; ++i) {
        bad += "abc\xFF";
    }
    EXPECT_EQ(
        decode(bad, encoding_named("utf-8")).not_text,
        "30 of 120 characters are control characters or cannot be decoded (as UTF-8)");
}

TEST(Decode, ACutCharacterInGbkCostsOne) {
    auto bytes = encoded(kSimplified, "GBK");
    bytes.insert(bytes.find('\n'), "\xD2");
    const auto got = decode(bytes);
    EXPECT_EQ(got.encoding, "GB18030");
    EXPECT_EQ(got.errors, 1U);
    EXPECT_EQ(got.not_text, "");
}

TEST(Decode, WhatTheConfigWantsIsDone) {
    const auto gbk = encoded(kTraditional, "GBK");
    EXPECT_EQ(decode(gbk, encoding_named("gbk")).text, kTraditional);
    EXPECT_EQ(decode("caf\xE9", encoding_named("latin1")).text, "caf\xC3\xA9");
    EXPECT_EQ(decode("\xEF\xBB\xBFhi", encoding_named("utf-8")).text, "hi");
    EXPECT_EQ(decode("\xFE\xFF" + encoded("hi", "UTF-16BE"), encoding_named("utf-16")).text, "hi");
    const auto odd = decode(encoded("odd", "UTF-16LE") + "x", encoding_named("utf-16le"));
    EXPECT_EQ(odd.text, "odd\xEF\xBF\xBD");
    EXPECT_EQ(odd.errors, 1U);
    const auto lone = decode("a\0\0\xD8z\0"s, encoding_named("utf-16le"));
    EXPECT_EQ(lone.text, "a\xEF\xBF\xBDz") << "half a surrogate pair";
}

TEST(Decode, EveryLineEndBecomesLf) {
    EXPECT_EQ(decode("one\rtwo\r\nthree\nfour\r\r\nfive").text, "one\ntwo\nthree\nfour\n\nfive");
    EXPECT_EQ(
        decode("a\xC2\x85z\xE2\x80\xA8y\xE2\x80\xA9x \xC2\xA9 \xE2\x80\x9C").text,
        "a\nz\ny\nx \xC2\xA9 \xE2\x80\x9C");
    std::string lines;
    for (int i = 0; i < 300000; ++i) {
        lines += "x\r\n";
    }
    EXPECT_EQ(decode(lines).text.size(), 600000U);
}

TEST(Decode, EmptyAndBlankTextsAreTexts) {
    EXPECT_EQ(decode("").text, "");
    EXPECT_EQ(decode("").not_text, "");
    EXPECT_EQ(decode(" \n\n").text, " \n\n");
    EXPECT_EQ(decode(" \n\n").not_text, "");
}

TEST(Decode, ATextWithSomeNulsIsAText) {
    const auto got = decode(kSimplified + "\0\0"s + kSimplified);
    EXPECT_EQ(got.encoding, "UTF-8");
    EXPECT_EQ(got.not_text, "");
    EXPECT_EQ(got.text.size(), 2 * kSimplified.size() + 2);
}

TEST(Decode, OtherFormatsAreRefusedByName) {
    EXPECT_EQ(
        decode("\x7F"
               "ELF\x02\x01")
            .not_text,
        "an ELF program");
    EXPECT_EQ(decode("%PDF-1.7\n").not_text, "a PDF document");
    EXPECT_EQ(decode("PK\x03\x04....").not_text, "a ZIP archive (or docx, odt, epub)");
}

TEST(Decode, RandomBytesAreNotText) {
    std::mt19937 random(11);
    for (const std::size_t size : {200U, 1000U, 20000U}) {
        for (int round = 0; round < 20; ++round) {
            std::string bytes(size, '\0');
            for (auto& byte : bytes) {
                byte = static_cast<char>(random());
            }
            EXPECT_NE(decode(bytes).not_text, "") << size << " bytes, round " << round;
        }
    }
}

TEST(Decode, ALineOfTenMebibytesIsRead) {
    std::string line;
    while (line.size() < (10U << 20U)) {
        line += kSimplified.substr(0, 60);
    }
    EXPECT_EQ(decode(line).text.size(), line.size());
    EXPECT_EQ(decode(encoded(line, "GBK")).text, line);
}

TEST(RepairUtf8, ReplacesMaximalSubparts) {
    EXPECT_EQ(repair_utf8("a\xF0\x9F\x93z").errors, 1U);
    EXPECT_EQ(repair_utf8("\xE0\x80\xAF").errors, 3U) << "overlong: three bytes, three errors";
    EXPECT_EQ(repair_utf8("\xF5\x80").errors, 2U);
    EXPECT_EQ(repair_utf8("\xE6\xB1\x9F\xC3").sound_sequences, 1U);
}

TEST(Likeness, BinaryIsNotClaimed) {
    EXPECT_EQ(
        likeness("\x7F"
                 "ELF"),
        0);
    EXPECT_EQ(likeness("\0\0\1\0binary\0\0\0\0stuff"s), 0);
    EXPECT_EQ(likeness("plain"), 55);
    EXPECT_EQ(likeness(kSimplified.substr(0, 100)), 55) << "cut inside a character";
    EXPECT_EQ(likeness(encoded(kSimplified, "GBK")), 50);
    EXPECT_EQ(likeness(encoded(kSimplified, "UTF-16LE").substr(0, 101)), 50);
    EXPECT_EQ(likeness("\xFF\xFEh\0"s), 55);
    EXPECT_EQ(likeness(""), 55);
}

TEST(EncodingNamed, EveryChoiceOfTheParameterHasAConverter) {
    for (const auto* name :
         {"gb18030",
          "gbk",
          "gb2312",
          "big5",
          "utf-16",
          "utf-16le",
          "utf-16be",
          "utf-32le",
          "utf-32be",
          "latin1",
          "windows-1252",
          "windows-1250",
          "windows-1251",
          "iso-8859-15",
          "koi8-r",
          "shift_jis",
          "euc-jp",
          "euc-kr"}) {
        const auto encoding = encoding_named(name);
        ASSERT_TRUE(encoding) << name;
        EXPECT_TRUE(can_convert(encoding->iconv)) << name;
    }
    EXPECT_FALSE(encoding_named("auto"));
}

}  // namespace
}  // namespace galley::text
