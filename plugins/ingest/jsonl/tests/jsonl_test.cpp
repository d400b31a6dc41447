// SPDX-License-Identifier: Apache-2.0
// What lines of JSON become, and what becomes of bad lines.
#include <algorithm>
#include <cstring>
#include <stdexcept>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "documents.hpp"

namespace galley::jsonl {
namespace {

using Strings = std::vector<std::string>;

/// Gives bytes out in pieces.
Lines::Read reading(const std::string& bytes, std::size_t piece = SIZE_MAX) {
    return [&bytes, piece, at = std::size_t{0}](char* to, std::size_t room) mutable {
        const auto size = std::min({room, piece, bytes.size() - at});
        std::memcpy(to, bytes.data() + at, size);
        at += size;
        return size;
    };
}

/// "text key=value …", or "! problem", of each line.
Strings read_all(const std::string& bytes, const Shape& shape = {}, std::size_t piece = SIZE_MAX) {
    Documents documents;
    EXPECT_EQ(documents.configure(shape), "");
    documents.begin(reading(bytes, piece));
    Strings out;
    while (const auto* item = documents.next()) {
        std::string one(item->problem.empty() ? std::string(item->text) : "! " + item->problem);
        for (const auto& field :
             item->problem.empty() ? item->fields : std::vector<Item::Field>{}) {
            one.append(" ").append(field.key).append("=").append(field.value);
        }
        out.push_back(one);
    }
    return out;
}

std::string first(const std::string& line, const Shape& shape = {}) {
    const auto all = read_all(line, shape);
    return all.empty() ? "(nothing)" : all[0];
}

TEST(Documents, OneDocumentALine) {
    EXPECT_EQ(
        read_all(
            "{\"id\":\"a1\",\"text\":\"The ferry left.\"}\n\n  \r\n{\"text\":\"two\",\"id\":7}"),
        (Strings{"The ferry left. id=a1", "two id=7"}));
    EXPECT_EQ(read_all(""), Strings{});
    EXPECT_EQ(read_all("\n\n"), Strings{});
    EXPECT_EQ(read_all("\xEF\xBB\xBF{\"text\":\"marked\"}\r\n"), Strings{"marked"});
}

TEST(Documents, ReadsTheSameInPiecesOfAnySize) {
    std::string bytes;
    for (int i = 0; i < 40; ++i) {
        bytes += "{\"text\":\"" + std::string(static_cast<std::size_t>(i * 7), 'x') + "\"}\n";
    }
    const auto whole = read_all(bytes);
    ASSERT_EQ(whole.size(), 40U);
    for (const std::size_t piece : {1U, 2U, 3U, 64U, 1000U}) {
        EXPECT_EQ(read_all(bytes, {}, piece), whole) << piece;
    }
}

/// Found by the fuzz target: what stood behind the last line in the buffer was looked at.
TEST(Documents, WhatIsWrongWithTheLastLineDoesNotDependOnReads) {
    const std::string bytes =
        "\002\357\273\277{\003\n"
        "{\215text}\n"
        "{\"tt\\$ud4d}:\234\"pext\":\"m\"}\r\n"
        "{\"te\\u0078\"}\r\"The ferry left0\",\"id\":\"aitle\"3\"\\\"\\\\\\\"\"\n"
        "{\"tet\"#}:\"k\"}";
    const Shape shape{.fields = {"headline=meta.title", "byline=by", "source=/a~1b"}};
    const auto whole = read_all(bytes, shape);
    ASSERT_EQ(whole.size(), 5U);
    for (const std::size_t piece : {1U, 7U, 12U, 31U}) {
        EXPECT_EQ(read_all(bytes, shape, piece), whole) << piece;
    }
}

TEST(Documents, ABadLineIsOneFailureAndTheNextGoesOn) {
    EXPECT_EQ(
        read_all("{\"text\":\"one\"}\n"
                 "{\"text\":\"two\n"
                 "{\"text\":\"three\"\n"
                 "[1]\n"
                 "plain words\n"
                 "{\"text\":\"a\"} {\"text\":\"b\"}\n"
                 "{\"text\":\"bad \xFF byte\"}\n"
                 "{\"title\":\"no text\"}\n"
                 "{\"text\":12}\n"
                 "{\"text\":null}\n"
                 "{\"text\":\"a\tb\"}\n"
                 "{\"text\":\"\\x\"}\n"
                 "{\"text\":\"last\"}\n"),
        (Strings{
            "one",
            "! line 2: a string is not closed",
            "! line 3: the object is not closed",
            "! line 4: expected one JSON object",
            "! line 5: expected one JSON object",
            "! line 6: something follows the object",
            "! line 7: not UTF-8",
            "! line 8: no \"text\"",
            "! line 9: \"text\" is not a string",
            "! line 10: no \"text\"",
            "! line 11: a control character inside a string",
            "! line 12: a bad escape or half a surrogate pair in a string",
            "last"}));
}

TEST(Documents, TheBytesOfABadLineAreKept) {
    Documents documents;
    ASSERT_EQ(documents.configure({}), "");
    const std::string bytes = "{\"text\":\"ok\"}\n{\"text\": 5}\r\n";
    documents.begin(reading(bytes));
    ASSERT_NE(documents.next(), nullptr);
    const auto* bad = documents.next();
    ASSERT_NE(bad, nullptr);
    EXPECT_EQ(bad->line, "{\"text\": 5}\r");
}

TEST(Documents, ALineOverMaxLineIsOneFailure) {
    const std::string over = "{\"text\":\"" + std::string(3000000, 'y') + "\"}";
    Shape shape;
    shape.max_line_bytes = 1000;
    const std::string problem = "longer than max_line (1000 bytes)";
    for (const std::size_t piece : {std::size_t{700}, SIZE_MAX}) {
        EXPECT_EQ(
            read_all("{\"text\":\"1\"}\n" + over + "\n{\"text\":\"3\"}\n" + over, shape, piece),
            (Strings{"1", "! line 2: " + problem, "3", "! line 4: " + problem}));
    }
}

TEST(Documents, ALineOfTenMebibytesIsRead) {
    const std::string text(10U << 20U, 'z');
    const auto got = read_all("{\"text\":\"" + text + "\"}\n{\"text\":\"after\"}");
    ASSERT_EQ(got.size(), 2U);
    EXPECT_EQ(got[0], text);
    EXPECT_EQ(got[1], "after");
}

TEST(Documents, ManyLinesAreRead) {
    std::string bytes;
    for (int i = 0; i < 300000; ++i) {
        bytes += "{\"text\":\"x\"}\n";
    }
    EXPECT_EQ(read_all(bytes).size(), 300000U);
}

TEST(Documents, FieldsComeByPath) {
    const Shape shape{
        .text_path = "body.plain",
        .id_path = "",
        .fields = {"headline=meta.title", "published=/meta/dc.date", "byline=by", "x=/a~1b/c~0d"}};
    EXPECT_EQ(
        first(
            R"({"meta":{"title":"Ferry","dc.date":"2021-05-04","n":{"title":"no"}},"by":["Ann Lee","Bo Li"],)"
            R"("body":{"plain":"Text.","html":"<p>"},"a/b":{"c~d":true},"title":"no"})",
            shape),
        "Text. headline=Ferry published=2021-05-04 byline=Ann Lee byline=Bo Li x=true");
    EXPECT_EQ(first(R"({"body":{"plain":"T"},"by":null,"meta":[1]})", shape), "T");
}

TEST(Documents, KeysMayBeEscapedAndTheLastOneCounts) {
    EXPECT_EQ(first(R"({"te\u0078t":"escaped key"})"), "escaped key");
    EXPECT_EQ(first(R"({"text":"one","text":"two"})"), "two");
}

TEST(Documents, TextIsUnescapedAndHasLf) {
    EXPECT_EQ(
        first(R"({"text":"a\r\nb\rc\u2028d\u0085e \u6c5f\ud83d\udcf0 \"q\" \\ \/ \t\u0000z"})"),
        std::string("a\nb\nc\nd\ne \xE6\xB1\x9F\xF0\x9F\x93\xB0 \"q\" \\ / \t\0z", 29));
}

TEST(Documents, EscapesStandAnywhere) {
    for (std::size_t before = 0; before < 40; ++before) {
        for (std::size_t after = 0; after < 40; ++after) {
            const std::string a(before, 'a');
            const std::string b(after, 'b');
            EXPECT_EQ(
                first("{\"text\":\"" + a + "\\n\\n" + b + "\\\"\",\"id\":\"" + b + "\\t\"}"),
                a + "\n\n" + b + "\" id=" + b + "\t");
        }
    }
}

TEST(Documents, BadEscapesFailTheLine) {
    const std::string bad = "! line 1: a bad escape or half a surrogate pair in a string";
    for (const auto* text :
         {R"(\u12)",
          R"(\u12G4)",
          R"(\ud83d)",
          R"(\ud83dx)",
          R"(\ud83d\n)",
          R"(\udcf0)",
          R"(\ud83d\ud83d)",
          R"(\a)",
          R"(\u)",
          R"(\ud83d\u)"}) {
        EXPECT_EQ(first("{\"text\":\"" + std::string(text) + "\"}"), bad) << text;
    }
    EXPECT_EQ(first(R"({"text":"\\","id":"\"\\\""})"), R"(\ id="\")") << "quotes and backslashes";
    EXPECT_EQ(first(R"({"text":"","id":""})"), "");
}

TEST(Documents, DeepNestingIsRefusedWithoutRecursion) {
    const std::string open(100000, '[');
    const std::string close(100000, ']');
    const Strings deep = {"! line 1: nested deeper than max_depth (256)", "after"};
    EXPECT_EQ(read_all("{\"x\":" + open + close + ",\"text\":\"t\"}\n{\"text\":\"after\"}"), deep);
    EXPECT_EQ(read_all("{\"text\":" + open + close + "}\n{\"text\":\"after\"}"), deep);
    EXPECT_NE(first(open + close).find("expected one JSON object"), std::string::npos);
    std::string objects;
    for (int i = 0; i < 100000; ++i) {
        objects += "{\"a\":";
    }
    EXPECT_TRUE(first(objects).starts_with("! line 1: ")) << first(objects);
    EXPECT_EQ(first("{\"x\":[[[\"[[[\"]]],\"text\":\"shallow\"}"), "shallow");
}

TEST(Documents, AReadThatFailsEndsTheStream) {
    Documents documents;
    ASSERT_EQ(documents.configure({}), "");
    documents.begin([](char*, std::size_t) -> std::size_t { throw std::runtime_error("disk"); });
    EXPECT_THROW(documents.next(), std::runtime_error);
    EXPECT_EQ(documents.next(), nullptr);
}

TEST(Documents, ABadShapeIsSaid) {
    Documents documents;
    EXPECT_EQ(
        documents.configure({.fields = {"headline"}}),
        "fields: expected field=json.path, got \"headline\"");
    EXPECT_EQ(
        documents.configure({.text_path = "a..b"}),
        "text: expected a path such as body.text, got \"a..b\"");
}

TEST(Likeness, ByNameTypeOrFirstLine) {
    EXPECT_EQ(likeness("in/a.jsonl", "", ""), 90);
    EXPECT_EQ(likeness("-", "application/jsonl", ""), 90);
    EXPECT_EQ(likeness("-", "", "{\"text\":\"x\"}\n{"), 60);
    EXPECT_EQ(likeness("-", "", "{\"text\":\"a line longer than the head"), 56);
    EXPECT_EQ(likeness("a.json", "", "{\n  \"text\": \"pretty\"\n}\n"), 0);
    EXPECT_EQ(likeness("-", "", "{not json}\n"), 0);
    EXPECT_EQ(likeness("-", "", "Plain words.\n"), 0);
    EXPECT_EQ(likeness("-", "", ""), 0);
}

}  // namespace
}  // namespace galley::jsonl
