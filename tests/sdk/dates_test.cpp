// SPDX-License-Identifier: Apache-2.0
// Tests of finding dates and of their ISO 8601 form.
#include <string>

#include <gtest/gtest.h>

#include <galley/dates.hpp>

namespace galley {
namespace {

/// "[what stands in the text] iso" for each date; "-" without a year.
std::string shown(std::string_view text) {
    std::string out;
    for (const auto& found : find_dates(text)) {
        out += "[" + std::string(slice(text, found.at)) + "]" + found.iso().value_or("-");
    }
    return out;
}

struct Row {
    const char* text;
    const char* found;
};

class Dates : public ::testing::TestWithParam<Row> {};

TEST_P(Dates, AreFoundAndRead) {
    EXPECT_EQ(shown(GetParam().text), GetParam().found) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    Numeric,
    Dates,
    ::testing::Values(
        Row{"2020-02-15", "[2020-02-15]2020-02-15"},
        Row{"时间:2021-06-15 10:50  ", "[2021-06-15 10:50]2021-06-15T10:50"},
        Row{"2020/2/15", "[2020/2/15]2020-02-15"},
        Row{"2020.02.15", "[2020.02.15]2020-02-15"},
        Row{"2020-02-15T10:50:30+08:00", "[2020-02-15T10:50:30+08:00]2020-02-15T10:50:30+08:00"},
        Row{"2020-02-15T10:50Z", "[2020-02-15T10:50Z]2020-02-15T10:50Z"},
        Row{"2020-02-15 10:50 GMT+8", "[2020-02-15 10:50 GMT+8]2020-02-15T10:50+08:00"},
        Row{"Date:2020-02-15 Sat.", "[2020-02-15 Sat.]2020-02-15"},
        Row{"15/02/2020", "[15/02/2020]2020-02-15"},
        Row{"15.2.2020 10:50", "[15.2.2020 10:50]2020-02-15T10:50"},
        Row{"02/15/2020", "[02/15/2020]2020-02-15"},
        Row{"2020-2-5 8:05", "[2020-2-5 8:05]2020-02-05T08:05"},
        Row{"2020年2月5日08时05分", "[2020年2月5日08时05分]2020-02-05T08:05"},
        Row{"2020-02-15 07:00:00来源", "[2020-02-15 07:00:00]2020-02-15T07:00:00"}));

INSTANTIATE_TEST_SUITE_P(
    Chinese,
    Dates,
    ::testing::Values(
        Row{"2020年2月15日10时50分", "[2020年2月15日10时50分]2020-02-15T10:50"},
        Row{"2020年2月15日 下午3时05分", "[2020年2月15日 下午3时05分]2020-02-15T15:05"},
        Row{"2020年2月15日晚8点半", "[2020年2月15日晚8点半]2020-02-15T20:30"},
        Row{"2020年2月15日10时", "[2020年2月15日10时]2020-02-15"},
        Row{"2020年2月15日 星期六 第3版", "[2020年2月15日 星期六]2020-02-15"},
        Row{"二〇二〇年二月十五日", "[二〇二〇年二月十五日]2020-02-15"},
        Row{"二○二○年十二月三十一日", "[二○二○年十二月三十一日]2020-12-31"},
        Row{"中華民國109年2月15日 下午 03:20", "[中華民國109年2月15日 下午 03:20]2020-02-15T15:20"},
        Row{"民國一百零九年二月十五日", "[民國一百零九年二月十五日]2020-02-15"},
        Row{"民國一○九年二月十五日", "[民國一○九年二月十五日]2020-02-15"},
        Row{"２０２０年２月１５日", "[２０２０年２月１５日]2020-02-15"},
        Row{"2020年2月15日至3月2日", "[2020年2月15日]2020-02-15[3月2日]-"},
        Row{"北京时间2020年2月15日, 北京时间10:41",
            "[2020年2月15日, 北京时间10:41]2020-02-15T10:41+08:00"}));

INSTANTIATE_TEST_SUITE_P(
    English,
    Dates,
    ::testing::Values(
        Row{"February 15, 2020 10:50 am", "[February 15, 2020 10:50 am]2020-02-15T10:50"},
        Row{"Feb. 15, 2020 at 4:02 p.m. EDT",
            "[Feb. 15, 2020 at 4:02 p.m. EDT]2020-02-15T16:02-04:00"},
        Row{"15 Feb 2020", "[15 Feb 2020]2020-02-15"},
        Row{"Feb. 5, 2020, 8:05 a.m. ET", "[Feb. 5, 2020, 8:05 a.m. ET]2020-02-05T08:05"},
        Row{"5 February 2020 08:05 GMT", "[5 February 2020 08:05 GMT]2020-02-05T08:05Z"},
        Row{"23rd September 2021", "[23rd September 2021]2021-09-23"},
        Row{"Sat, 15 Feb 2020", "[Sat, 15 Feb 2020]2020-02-15"},
        Row{"Wednesday 20 November 2019 11:42, UK",
            "[Wednesday 20 November 2019 11:42]2019-11-20T11:42"},
        Row{"11:42, 20 November 2019", "[11:42, 20 November 2019]2019-11-20T11:42"},
        Row{"10:50 AM EST Feb 15, 2020", "[10:50 AM EST Feb 15, 2020]2020-02-15T10:50-05:00"},
        Row{"Some AgencyApril 28, 2023 GMT", "[April 28, 2023]2023-04-28"},
        Row{"12:05 am 1 May 2021", "[12:05 am 1 May 2021]2021-05-01T00:05"},
        Row{"on Sept. 23 he", "[Sept. 23]-"}));

INSTANTIATE_TEST_SUITE_P(
    Refused,
    Dates,
    ::testing::Values(
        Row{"2020-02-30", ""},
        Row{"2021-02-29", ""},
        Row{"2020-13-01", ""},
        Row{"2月31日", ""},
        Row{"20-02-15", ""},
        Row{"02/03/2020", ""},
        Row{"20200205", ""},
        Row{"15/13/2020", ""},
        Row{"192.15.02.2020", ""},
        Row{"15/02/20", ""},
        Row{"20年2月15日", "[2月15日]-"},
        Row{"农历二月十五日", ""},
        Row{"http://a.example/2020/02/15/x", ""},
        Row{"version 1.2020.02.15", ""},
        Row{"March 15,000 people", ""},
        Row{"3 Marching bands", ""},
        Row{"he may 5 times", ""},
        Row{"2020-02-15 25:10", "[2020-02-15]2020-02-15"},
        Row{"2020-02-\n15", ""},
        Row{"", ""}));

TEST(Dates, LeapDayOfALeapYear) {
    EXPECT_EQ(first_iso_date("2020-02-29"), "2020-02-29");
}

TEST(Dates, FirstIsoDatePassesOverThoseWithoutAYear) {
    EXPECT_EQ(first_iso_date("3月5日 记者 2020年3月6日"), "2020-03-06");
}

TEST(Dates, FindDateBeginsWhereItIsTold) {
    const std::string_view text = "2020-02-15 and 2020-02-16";
    EXPECT_EQ(find_date(text, 10)->iso(), "2020-02-16");
}

TEST(Dates, SurviveBytesThatAreNotUtf8) {
    EXPECT_EQ(shown("\xE4\xB8 2020-02-15\xFF\xE4"), "[2020-02-15]2020-02-15");
}

}  // namespace
}  // namespace galley
