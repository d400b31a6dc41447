// SPDX-License-Identifier: Apache-2.0
// Reads a whole date with its weekday, time and zone at one position of a line.
#pragma once
#include <algorithm>

#include <galley/detail/date_beside.hpp>

namespace galley GALLEY_SDK_HIDDEN {
namespace detail {

/// A cheap test that most positions fail.
inline bool may_begin_date(std::string_view text, std::size_t at) {
    const char c = text[at];
    if (is_ascii_digit(c) || (c >= 'A' && c <= 'W')) {
        return true;
    }
    if (static_cast<unsigned char>(c) < 0xC0) {
        return false;
    }
    const auto letter = decode_at(text, at).value;
    constexpr std::u32string_view kOthers = U"民中十廿上下早晚凌清傍夜";
    return han_digit(letter) >= 0 || is_digit(letter) ||
           kOthers.find(letter) != std::u32string_view::npos;
}

enum class left_side { free, glued_word, no_date };

/// What stands before: a longer number or an address (no date), or a word glued to a month's name.
inline left_side look_left(std::string_view text, std::size_t at) {
    const auto before = [&](std::size_t back) { return at >= back ? text[at - back] : ' '; };
    if (is_ascii_letter(text[at])) {
        const bool capital = before(1) >= 'a' && before(1) <= 'z';
        return !is_ascii_letter(before(1)) ? left_side::free
               : capital                   ? left_side::glued_word
                                           : left_side::no_date;
    }
    const auto c = decode_before(text, at).value;
    const auto first = decode_at(text, at).value;
    const bool number =
        is_digit(first) || han_digit(first) >= 0 || first == U'十' || first == U'廿';
    if (number && (is_digit(c) || han_digit(c) >= 0 || c == U'十' || c == U'廿')) {
        return left_side::no_date;
    }
    const bool path = c == '.' || c == '/' || c == '-';
    const bool joined = path || c == ':' || c == ',';
    const bool address =
        (joined && is_ascii_digit(before(2))) || (path && is_ascii_letter(before(2)));
    const bool lunar = text.substr(0, at).ends_with("历") || text.substr(0, at).ends_with("曆");
    return address || lunar ? left_side::no_date : left_side::free;
}

/// The date's own words: no weekday, no time.
inline bool take_day_form(date_reader& in, date_time& value) {
    const auto before = in.at();
    for (const auto form : {take_numeric, take_day_first, take_han, take_english}) {
        in.go(before);
        if (form(in, value) && is_day(value.year, value.month, value.day)) {
            return true;
        }
    }
    in.go(before);
    return false;
}

/// The time behind the date; leaves the position at the date's end without one.
inline void take_time_behind(date_reader& in, date_time& value) {
    const auto end = in.at();
    auto timed = value;
    take_between(in, timed);
    if (take_time(in, timed)) {
        value = timed;
        return;
    }
    in.go(end);
    take_own_weekday(in);
}

/// 11:42, 20 November 2019: a time that stands before its date.
inline bool take_time_before(date_reader& in, date_time& value) {
    date_time timed;
    if (!take_time(in, timed) || !timed.minute) {
        return false;
    }
    take_between(in, timed);
    if (!take_day_form(in, value)) {
        return false;
    }
    value.hour = timed.hour;
    value.minute = timed.minute;
    value.second = timed.second;
    value.offset_minutes = timed.offset_minutes;
    return true;
}

/// The date that begins here, if one does.
inline std::optional<dated_end> date_at(std::string_view text, std::size_t at) {
    const auto left = look_left(text, at);
    if (left == left_side::no_date) {
        return std::nullopt;
    }
    // The line's end is looked for no further than a date can reach: a line may be megabytes long.
    constexpr std::size_t kMostBytes = 256;
    const auto line_end =
        at +
        std::min(text.substr(at, kMostBytes).find('\n'), std::min(kMostBytes, text.size() - at));
    date_reader in(text.substr(0, line_end), at);
    date_time value;
    if (take_weekday(in)) {
        in.take(",");
        in.blanks();
    }
    if (take_day_form(in, value)) {
        take_time_behind(in, value);
    } else if (in.go(at), !take_time_before(in, value)) {
        return std::nullopt;
    }
    if (left == left_side::glued_word && value.year == 0) {
        return std::nullopt;
    }
    return dated_end{value, in.at()};
}

}  // namespace detail
}  // namespace GALLEY_SDK_HIDDEN
