// SPDX-License-Identifier: Apache-2.0
// Conditions: what holds for one document, and what is refused where.
#include "core/config/condition.hpp"

#include <map>

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace galley::core::config {

namespace {

using Document = std::multimap<std::string, std::string, std::less<>>;

const Document kDocument = {
    {"language", "zh-Hans"},
    {"media_type", "text/plain"},
    {"status", "ok"},
    {"kind", "article"},
    {"field.source", "Harbour Gazette"},
    {"field.byline", "Lin Moa"},
    {"field.byline", "Ada Brook"}};

std::vector<std::string_view> values_of(std::string_view subject) {
    std::vector<std::string_view> values;
    const auto [begin, end] = kDocument.equal_range(subject);
    for (auto at = begin; at != end; ++at) {
        values.push_back(at->second);
    }
    return values;
}

struct HoldsRow {
    std::string text;
    bool holds;
};

struct ErrorRow {
    std::string text;
    std::string message;
};

class ConditionHolds : public testing::TestWithParam<HoldsRow> {};

class ConditionRefused : public testing::TestWithParam<ErrorRow> {};

}  // namespace

TEST_P(ConditionHolds, ForOneDocument) {
    const auto condition = Condition::parse(GetParam().text);
    ASSERT_TRUE(condition) << condition.error().problem;
    EXPECT_EQ(condition->holds(values_of), GetParam().holds) << GetParam().text;
    EXPECT_EQ(condition->text(), GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    Table,
    ConditionHolds,
    testing::Values(
        HoldsRow{"language == zh-Hans", true},
        HoldsRow{"language==zh-Hans", true},
        HoldsRow{"language == zh", false},
        HoldsRow{"language != en", true},
        HoldsRow{"language != zh-Hans", false},
        HoldsRow{"language ^= zh", true},
        HoldsRow{"language ^= zh-Hant", false},
        HoldsRow{"media_type ^= text/", true},
        HoldsRow{"media_type ^= image/", false},
        HoldsRow{"language in (zh-Hans zh-Hant)", true},
        HoldsRow{"language in (en, fr)", false},
        HoldsRow{"not language in (en, fr)", true},
        HoldsRow{"status == ok and kind == article", true},
        HoldsRow{"status == held or kind == article", true},
        HoldsRow{"status == held and kind == article", false},
        HoldsRow{"not status == ok", false},
        HoldsRow{"not not status == ok", true},
        // `and` binds closer than `or`.
        HoldsRow{"status == ok or kind == notice and kind == notice", true},
        HoldsRow{"(status == ok or kind == notice) and kind == notice", false},
        HoldsRow{"field.source == 'Harbour Gazette'", true},
        HoldsRow{"field.source == \"Harbour Gazette\"", true},
        HoldsRow{"field.source ^= Harbour", true},
        HoldsRow{"field.source == Harbour", false},
        // Of several values one is enough; != means that none is equal.
        HoldsRow{"field.byline == 'Ada Brook'", true},
        HoldsRow{"field.byline != 'Ada Brook'", false},
        HoldsRow{"field.byline != 'Nobody'", true},
        // A field that is not there equals nothing.
        HoldsRow{"field.place == ''", false},
        HoldsRow{"field.place != ''", true},
        HoldsRow{"field.place ^= ''", false}));

TEST_P(ConditionRefused, SaysWhere) {
    const auto condition = Condition::parse(GetParam().text);
    ASSERT_FALSE(condition) << GetParam().text;
    const ConditionError& error = condition.error();
    std::string message = fmt::format("{}: {}", error.character, error.problem);
    message += error.meant.empty() ? "" : fmt::format(" ({}?)", error.meant);
    EXPECT_EQ(message, GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(
    Table,
    ConditionRefused,
    testing::Values(
        ErrorRow{"", "1: expected a subject such as language or field.source, got the end"},
        ErrorRow{"language", "9: expected ==, !=, ^= or in, got the end"},
        ErrorRow{"language ==", "12: expected a value, got the end"},
        ErrorRow{"language = en", "10: no operator \"=\" (==?)"},
        ErrorRow{"! language == en", "1: no operator \"!\" (not?)"},
        ErrorRow{"langauge == en", "1: no subject \"langauge\" (language?)"},
        ErrorRow{"field. == x", "1: no subject \"field.\" (field.NAME?)"},
        ErrorRow{"status == okay", "11: no status \"okay\""},
        ErrorRow{"status in (ok heldd)", "15: no status \"heldd\" (held?)"},
        ErrorRow{"kind == artikle", "9: no kind \"artikle\" (article?)"},
        ErrorRow{"language in zh", "13: expected \"(\" after in, got \"zh\""},
        ErrorRow{"language in (zh", "16: expected a value, got the end"},
        ErrorRow{"language in ()", "14: expected a value, got \")\""},
        ErrorRow{"(language == en", "16: expected \")\", got the end"},
        ErrorRow{
            "language == en language == zh",
            "16: expected \"and\", \"or\" or the end, got \"language\""},
        ErrorRow{
            "language == en and",
            "19: expected a subject such as language or field.source, got the end"},
        ErrorRow{"field.source == 'open", "17: this quote is not closed"},
        // Characters are counted, not bytes.
        ErrorRow{"field.source == 港口 x", "20: expected \"and\", \"or\" or the end, got \"x\""}));

TEST(Condition, RefusesDeepNesting) {
    const auto condition = Condition::parse(std::string(100000, '('));
    ASSERT_FALSE(condition);
    EXPECT_EQ(condition.error().problem, "nested deeper than 32");
}

TEST(Condition, TakesManyNots) {
    std::string text;
    for (int i = 0; i < 100000; ++i) {
        text += "not ";
    }
    const auto condition = Condition::parse(text + "status == ok");
    ASSERT_TRUE(condition);
    EXPECT_TRUE(condition->holds(values_of));
}

}  // namespace galley::core::config
