// SPDX-License-Identifier: Apache-2.0
// The time of day beside a date, with its zone: 10:50 am EST, 下午3时05分,
// T10:50:30+08:00.
#pragma once
#include <galley/detail/date_value.hpp>
#include <galley/detail/date_zone.hpp>

namespace galley GALLEY_SDK_HIDDEN {
namespace detail {

enum class day_part { unsaid, morning, noon, afternoon, evening };

/// 上午, 下午, 晚 … before the hour.
inline day_part take_day_part(date_reader& in) {
    static constexpr std::array<std::string_view, 6> kMorning{
        "凌晨", "清晨", "早上", "早晨", "上午", "早"};
    static constexpr std::array<std::string_view, 2> kNoon{"中午", "正午"};
    static constexpr std::array<std::string_view, 2> kAfternoon{"下午", "午后"};
    static constexpr std::array<std::string_view, 6> kEvening{
        "傍晚", "晚上", "晚间", "晚間", "晚", "夜"};
    const auto part = in.take_of(kMorning)     ? day_part::morning
                      : in.take_of(kNoon)      ? day_part::noon
                      : in.take_of(kAfternoon) ? day_part::afternoon
                      : in.take_of(kEvening)   ? day_part::evening
                                               : day_part::unsaid;
    in.blanks();
    return part;
}

/// am, PM, a.m. behind the time.
inline day_part take_half_day(date_reader& in) {
    const auto before = in.at();
    in.blanks();
    static constexpr std::array<std::string_view, 6> kMorning{
        "a.m.", "A.M.", "a.m", "A.M", "am", "AM"};
    static constexpr std::array<std::string_view, 6> kAfternoon{
        "p.m.", "P.M.", "p.m", "P.M", "pm", "PM"};
    const auto part = in.take_of(kMorning)     ? day_part::morning
                      : in.take_of(kAfternoon) ? day_part::afternoon
                                               : day_part::unsaid;
    if (part == day_part::unsaid || is_ascii_letter(in.peek())) {
        in.go(before);
        return day_part::unsaid;
    }
    return part;
}

/// The hour of 24; nothing when it cannot be told (晚12时 may be either midnight).
inline std::optional<int> hour_of_day(int hour, day_part part) {
    if (hour > 23 || (part == day_part::evening && hour == 12)) {
        return std::nullopt;
    }
    if (part == day_part::morning && hour == 12) {
        return 0;
    }
    const bool later = part == day_part::afternoon || part == day_part::evening ||
                       (part == day_part::noon && hour < 4);
    return later && hour < 12 ? hour + 12 : hour;
}

/// Takes "05分" or "05秒"; nothing without the word.
inline std::optional<int> take_unit(date_reader& in, std::string_view unit) {
    const auto before = in.at();
    const auto number = in.numeral();
    if (number && in.take(unit)) {
        return number;
    }
    in.go(before);
    return std::nullopt;
}

/// 10时50分30秒 behind the hour's number; a full hour says nothing of minutes.
inline bool take_han_minutes(date_reader& in, date_time& value) {
    static constexpr std::array<std::string_view, 4> kHours{"时", "時", "点", "點"};
    if (!in.take_of(kHours)) {
        return false;
    }
    value.minute = in.take("半") ? 30 : in.take("整") ? 0 : take_unit(in, "分");
    value.second = value.minute ? take_unit(in, "秒") : std::nullopt;
    return true;
}

/// :50 and :50:30 behind the hour's number; 10.50 only as 10.50am.
inline bool take_minutes(date_reader& in, date_time& value) {
    const auto before = in.at();
    const bool dotted = in.peek() == '.';
    if (!in.take(":") && !in.take("：") && !in.take(".")) {
        return take_han_minutes(in, value);
    }
    value.minute = in.digits(2, 2);
    const auto end = in.at();
    const bool half_day = take_half_day(in) != day_part::unsaid;
    in.go(end);
    if (!value.minute || (dotted && !half_day)) {
        in.go(before);
        value.minute.reset();
        return false;
    }
    value.second = in.take(":") || in.take("：") ? in.digits(2, 2) : std::nullopt;
    in.go(value.second ? in.at() : end);
    if (value.second && in.peek() == '.') {
        const auto point = in.at();
        in.take(".");
        in.go(in.digits(1, 6) ? in.at() : point);
    }
    return true;
}

/// Takes a time of day with its zone into `value`; false leaves both as they were.
inline bool take_time(date_reader& in, date_time& value) {
    const auto before = in.at();
    auto timed = value;
    const auto part = take_day_part(in);
    const auto hour = in.numeral();
    auto half = day_part::unsaid;
    bool there = hour && take_minutes(in, timed);
    if (hour) {
        half = take_half_day(in);
        there = there || half != day_part::unsaid;
    }
    timed.hour = there ? hour_of_day(*hour, half == day_part::unsaid ? part : half) : std::nullopt;
    if (!timed.hour || timed.minute.value_or(0) > 59 || timed.second.value_or(0) > 59) {
        in.go(before);
        return false;
    }
    if (const auto zone = take_zone(in)) {
        timed.offset_minutes = zone;
    }
    value = timed;
    return true;
}

}  // namespace detail
}  // namespace GALLEY_SDK_HIDDEN
