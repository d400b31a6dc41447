// SPDX-License-Identifier: Apache-2.0
// A date with as much of its time as the text gave, and its ISO 8601 form.
#pragma once
#include <cstdlib>
#include <optional>
#include <string>

#include <galley/values.hpp>

namespace galley GALLEY_SDK_HIDDEN {

/// What a text says of a moment. Month and day are always there.
struct date_time {
    int year = 0;  ///< 0: not stated
    int month = 0;
    int day = 0;
    std::optional<int> hour, minute, second;
    std::optional<int> offset_minutes;  ///< east of UTC, when stated
};

namespace detail {

constexpr bool is_leap_year(int year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/// Whether the calendar has this day; a year of 0 may be a leap year.
constexpr bool is_day(int year, int month, int day) {
    if (month < 1 || month > 12 || day < 1) {
        return false;
    }
    constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool longer = month == 2 && (year == 0 || is_leap_year(year));
    return day <= kDays[month - 1] + (longer ? 1 : 0);
}

/// Years that a newsroom's own texts are dated with; refuses counts such as "Feb 15, 1200 people".
constexpr bool is_year(int year) {
    return year >= 1600 && year <= 2199;
}

inline std::string padded(int number, std::size_t width) {
    auto digits = std::to_string(number);
    return digits.size() < width ? std::string(width - digits.size(), '0') + digits : digits;
}

inline std::string iso_offset(int minutes) {
    if (minutes == 0) {
        return "Z";
    }
    const int size = std::abs(minutes);
    return (minutes < 0 ? "-" : "+") + padded(size / 60, 2) + ":" + padded(size % 60, 2);
}

inline std::string iso_of(const date_time& value) {
    std::string iso = padded(value.year, 4) + "-" + padded(value.month, 2);
    iso += "-" + padded(value.day, 2);
    if (value.hour && value.minute) {
        iso += "T" + padded(*value.hour, 2) + ":" + padded(*value.minute, 2);
        iso += value.second ? ":" + padded(*value.second, 2) : "";
        iso += value.offset_minutes ? iso_offset(*value.offset_minutes) : "";
    }
    return iso;
}

}  // namespace detail
}  // namespace GALLEY_SDK_HIDDEN
