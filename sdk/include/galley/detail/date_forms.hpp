// SPDX-License-Identifier: Apache-2.0
// The written forms of a date, each read at one position of a line.
#pragma once
#include <galley/detail/date_english.hpp>

namespace galley GALLEY_SDK_HIDDEN {
namespace detail {

struct dated_end {
    date_time value;
    std::size_t end = 0;
};

/// Saturday, Sat., 星期六, (周六) with its brackets.
inline bool take_weekday(date_reader& in) {
    static constexpr std::array<std::string_view, 7> kDays{
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
    static constexpr std::array<std::string_view, 6> kWeek{
        "星期", "礼拜", "禮拜", "周", "週", "（星期"};
    static constexpr std::array<std::string_view, 8> kHanDays{
        "一", "二", "三", "四", "五", "六", "日", "天"};
    const auto before = in.at();
    const bool bracket = in.take("(") || in.take("（");
    const auto word = in.letters();
    bool there = in.take_of(kWeek) && in.take_of(kHanDays);
    for (const auto day : kDays) {
        const bool short_form = word.size() >= 3 && word.size() <= 5 && day.starts_with(word);
        if (!there && (word == day || short_form) && in.peek() <= 'Z') {
            in.take_letters(word.size());
            there = true;
        }
    }
    if (!there || (bracket && !in.take(")") && !in.take("）"))) {
        in.go(before);
        return false;
    }
    return true;
}

/// 2020-02-15, 2020/2/15, 2020.02.15.
inline bool take_numeric(date_reader& in, date_time& value) {
    const auto year = in.digits(4, 4);
    const char divider = in.peek();
    if (!year || !is_year(*year) || (divider != '-' && divider != '/' && divider != '.')) {
        return false;
    }
    const std::string_view mark(&divider, 1);
    const auto month = in.take(mark) ? in.digits(1, 2) : std::nullopt;
    const auto day = month && in.take(mark) ? in.digits(1, 2) : std::nullopt;
    const bool goes_on = in.peek() == divider && is_ascii_digit(in.peek(1));
    if (!day || goes_on) {
        return false;
    }
    value = {*year, *month, *day, {}, {}, {}, {}};
    return true;
}

/// 15/02/2020, 15.02.2020, 02/15/2020: only when one of the two can be no month.
inline bool take_day_first(date_reader& in, date_time& value) {
    const auto first = in.digits(1, 2);
    const char divider = in.peek();
    if (!first || (divider != '-' && divider != '/' && divider != '.')) {
        return false;
    }
    const std::string_view mark(&divider, 1);
    const auto second = in.take(mark) ? in.digits(1, 2) : std::nullopt;
    const auto year = second && in.take(mark) ? in.digits(4, 4) : std::nullopt;
    const bool goes_on = in.peek() == divider && is_ascii_digit(in.peek(1));
    const bool american = second && *second > 12 && divider == '/';
    if (!year || !is_year(*year) || goes_on || (*first <= 12 && !american)) {
        return false;
    }
    value = {*year, american ? *first : *second, american ? *second : *first, {}, {}, {}, {}};
    return true;
}

/// 一百零九 of a year of the Republic.
inline std::optional<int> take_hundreds(date_reader& in) {
    if (!in.take("一百")) {
        return std::nullopt;
    }
    in.take("零");
    in.take("〇");
    return 100 + in.numeral().value_or(0);
}

/// The year of a Chinese date with its 年; 0 when there is none, nothing when it cannot be read.
inline std::optional<int> take_han_era(date_reader& in) {
    const auto before = in.at();
    in.take("中华");
    in.take("中華");
    const bool republic = in.take("民国") || in.take("民國");
    in.blanks();
    auto year = republic ? in.digits(1, 3) : in.digits(4, 4);
    year = year || !republic ? year : take_hundreds(in);
    year = year ? year : republic ? in.numeral() : in.han_digits(4, 4);
    year = year || !republic ? year : in.han_digits(3, 3);
    in.blanks();
    if (!year || !in.take("年")) {
        in.go(before);
        return republic ? std::nullopt : std::optional(0);
    }
    in.blanks();
    return republic ? *year + 1911 : *year;
}

/// 2020年2月15日, 二〇二〇年二月十五日, 民國109年2月15日, 2月15日.
inline bool take_han(date_reader& in, date_time& value) {
    const auto year = take_han_era(in);
    const auto month = year ? in.numeral() : std::nullopt;
    in.blanks();
    if (!month || !in.take("月")) {
        return false;
    }
    in.blanks();
    const auto day = in.numeral();
    in.blanks();
    if (!day || (!in.take("日") && !in.take("号") && !in.take("號"))) {
        return false;
    }
    value = {*year, *month, *day, {}, {}, {}, {}};
    return *year == 0 || is_year(*year);
}

}  // namespace detail
}  // namespace GALLEY_SDK_HIDDEN
