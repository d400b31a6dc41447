// SPDX-License-Identifier: Apache-2.0
// Units, bounds and lists: what a text in a config becomes.
#include "core/config/value.hpp"

#include <locale>

#include <gtest/gtest.h>

#include "catalog.hpp"

namespace galley::core::config {

namespace {

struct Row {
    std::string text;
    std::optional<std::int64_t> value;
};

Option given(std::string key, std::string text) {
    Option option;
    option.key = std::move(key);
    option.values = {std::move(text)};
    option.position = {"a.info", 7, "pipeline.s.key"};
    return option;
}

const ParamInfo& param(std::string_view name) {
    return *test_catalog().find("cleanup.every_type")->param(name);
}

}  // namespace

TEST(Duration, IsNanoseconds) {
    for (const Row& row : std::vector<Row>{
             {"5s", 5'000'000'000},
             {"250ms", 250'000'000},
             {"3us", 3'000},
             {"7ns", 7},
             {"2min", 120'000'000'000},
             {"1h", 3'600'000'000'000},
             {"1d", 86'400'000'000'000},
             {"1.5s", 1'500'000'000},
             {"0", 0},
             {"0s", 0},
             {"5", std::nullopt},
             {"s", std::nullopt},
             {"-5s", std::nullopt},
             {"5 s", std::nullopt},
             {"5sec", std::nullopt},
             {"1.2.3s", std::nullopt},
             {"1e3s", std::nullopt},
             {"", std::nullopt},
             {"999999999d", std::nullopt},
             {"99999999999999999999s", std::nullopt}}) {
        EXPECT_EQ(parse_duration_ns(row.text), row.value) << row.text;
    }
}

TEST(Size, IsBytes) {
    for (const Row& row : std::vector<Row>{
             {"64MiB", 64 << 20},
             {"1KiB", 1024},
             {"1KB", 1000},
             {"2GB", 2'000'000'000},
             {"1TiB", std::int64_t{1} << 40},
             {"12", 12},
             {"12B", 12},
             {"0.5KiB", 512},
             {"4x", std::nullopt},
             {"-1", std::nullopt},
             {"+1", std::nullopt},
             {"0x10", std::nullopt},
             {"64mib", std::nullopt},
             {"99999999999999999999", std::nullopt},
             {"9999999999TiB", std::nullopt}}) {
        EXPECT_EQ(parse_size_bytes(row.text), row.value) << row.text;
    }
}

TEST(ErrorLimit, IsACountOrAShare) {
    const auto shown = [](std::string_view text) -> std::string {
        const auto limit = parse_error_limit(text);
        return limit ? std::to_string(limit->errors) + "/" + std::to_string(limit->per) : "no";
    };
    EXPECT_EQ(shown("12"), "12/0");
    EXPECT_EQ(shown("0"), "0/0");
    EXPECT_EQ(shown("3/1000"), "3/1000");
    EXPECT_EQ(shown("0.3%"), "3/1000");
    EXPECT_EQ(shown("5%"), "5/100");
    EXPECT_EQ(shown("100%"), "100/100");
    for (const char* bad : {"", "%", ".5%", "101%", "3/0", "4/3", "-1", "3/", "/3", "a", "1 000"}) {
        EXPECT_EQ(shown(bad), "no") << bad;
    }
}

TEST(List, IsSeparatedByBlanksOrCommas) {
    EXPECT_EQ(split_list(" zh  en,ja ,ko"), (std::vector<std::string>{"zh", "en", "ja", "ko"}));
    EXPECT_TRUE(split_list(" , ").empty());
    EXPECT_EQ(split_choices("a b|c"), (std::vector<std::string>{"a b", "c"}));
}

TEST(Convert, GivesTypedValues) {
    EXPECT_EQ(convert(param("flag"), given("flag", "true"))->integer, 1);
    EXPECT_EQ(convert(param("flag"), given("flag", "false"))->integer, 0);
    EXPECT_EQ(convert(param("max_gap_lines"), given("max_gap_lines", "99"))->integer, 99);
    EXPECT_EQ(convert(param("max_gap_lines"), given("max_gap_lines", "99"))->real, 99.0);
    EXPECT_EQ(convert(param("confidence"), given("confidence", "0.25"))->real, 0.25);
    EXPECT_EQ(convert(param("patience"), given("patience", "1s"))->integer, 1'000'000'000);
    EXPECT_EQ(convert(param("room"), given("room", "2KiB"))->integer, 2048);
    EXPECT_EQ(convert(param("mode"), given("mode", "bold"))->texts[0], "bold");
    EXPECT_EQ(convert(param("words"), given("words", "a b")).value().texts.size(), 2U);
    EXPECT_EQ(convert(param("mode"), given("mode", "bold"))->where, "a.info:7");
}

TEST(Convert, DoesNotDependOnTheLocale) {
    struct DecimalComma : std::numpunct<char> {
        char do_decimal_point() const override { return ','; }

        char do_thousands_sep() const override { return '.'; }

        std::string do_grouping() const override { return "\3"; }
    };

    const TempFolder folder;
    const std::filesystem::path file = folder.write(
        "a.info", pipeline_with("    cleanup every_type { confidence 0.25 room 65536 }"));
    const std::locale before =
        std::locale::global(std::locale(std::locale::classic(), new DecimalComma));
    const auto config = read_config(file);
    const auto chain = validate(*config, test_catalog());
    std::locale::global(before);
    ASSERT_TRUE(chain) << to_text(chain.error());
    EXPECT_EQ(chain->stages[1].find("confidence")->real, 0.25);
    EXPECT_EQ(chain->stages[1].find("room")->integer, 65536);
}

TEST(Convert, TakesDefaults) {
    const Position at{"a.info", 7, "pipeline.s.key"};
    EXPECT_EQ(convert_default(param("patience"), at)->integer, 2'000'000'000);
    EXPECT_EQ(
        convert_default(param("words"), at)->texts, (std::vector<std::string>{"alpha", "beta"}));
    EXPECT_EQ(convert_default(param("label"), at)->texts, (std::vector<std::string>{""}));
    EXPECT_TRUE(convert_default(param("password"), at)->texts.empty());
    EXPECT_EQ(convert_default(param("flag"), at)->where, "default");
}

TEST(Convert, BlamesThePluginForABadDefault) {
    ParamInfo broken = param("max_gap_lines");
    broken.default_value = "many";
    const auto value = convert_default(broken, {"a.info", 7, "pipeline.s.max_gap_lines"});
    ASSERT_FALSE(value);
    EXPECT_EQ(
        value.error().text(),
        "a.info:7: pipeline.s.max_gap_lines: the plugin's own default is wrong: expected 0..99, "
        "got \"many\"");
}

}  // namespace galley::core::config
