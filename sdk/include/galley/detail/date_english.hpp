// SPDX-License-Identifier: Apache-2.0
// English dates without their weekday: February 15, 2020; 23rd of September 2021; Sept. 23.
#pragma once
#include <galley/detail/date_clock.hpp>

namespace galley GALLEY_SDK_HIDDEN {
namespace detail {

/// The number 1..12 of an English month at the position, taken; "may" and "mar" need their capital.
inline std::optional<int> take_month_name(date_reader& in) {
    static constexpr std::array<std::string_view, 12> kMonths{
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december"};
    const auto word = in.letters();
    if (word.size() < 3 || in.peek() > 'Z') {
        return std::nullopt;
    }
    for (std::size_t i = 0; i < kMonths.size(); ++i) {
        if (word == kMonths[i] || word == kMonths[i].substr(0, 3) || (i == 8 && word == "sept")) {
            in.take_letters(word.size());
            return static_cast<int>(i) + 1;
        }
    }
    return std::nullopt;
}

/// The year behind an English day and month.
inline int take_trailing_year(date_reader& in) {
    const auto before = in.at();
    in.take(",");
    in.blanks();
    const auto year = in.digits(4, 4);
    if (year && is_year(*year) && !is_ascii_letter(in.peek())) {
        return *year;
    }
    in.go(before);
    return 0;
}

/// The day of an English date: 15, 15th; nothing for 15,000 and 15.5.
inline std::optional<int> take_day(date_reader& in) {
    const auto day = in.digits(1, 2);
    static constexpr std::array<std::string_view, 4> kOrdinals{"st", "nd", "rd", "th"};
    const bool ordinal = day && in.take_of(kOrdinals);
    const bool number =
        (in.peek() == ',' || in.peek() == '.' || in.peek() == ':') && is_ascii_digit(in.peek(1));
    if (number || is_ascii_letter(in.peek()) || (in.peek() == '%' && !ordinal)) {
        return std::nullopt;
    }
    return day;
}

/// February 15, 2020 and 15 February 2020; the year may be absent.
inline bool take_english(date_reader& in, date_time& value) {
    auto month = take_month_name(in);
    in.blanks();
    const auto day = take_day(in);
    if (!month && day) {
        in.blanks();
        in.take("of ");
        month = take_month_name(in);
        if (is_ascii_letter(in.peek())) {
            return false;
        }
    }
    if (!month || !day) {
        return false;
    }
    value = {take_trailing_year(in), *month, *day, {}, {}, {}, {}};
    return true;
}

}  // namespace detail
}  // namespace GALLEY_SDK_HIDDEN
