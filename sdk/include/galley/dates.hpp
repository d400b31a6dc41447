// SPDX-License-Identifier: Apache-2.0
// Finds dates as newsrooms write them, Chinese and English, and gives them as ISO 8601, as precise
// as the text.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <galley/detail/date_scan.hpp>
#include <galley/detail/date_value.hpp>
#include <galley/text.hpp>
#include <galley/values.hpp>

namespace galley GALLEY_SDK_HIDDEN {

/// A date and where it stands: weekday, time and zone belong to the span when they were written.
struct found_date {
    span at;
    date_time value;

    /// "2020-02-15", "2020-02-15T10:50", "2020-02-15T10:50:30+08:00"; nothing when the text does
    /// not give the year. An hour without minutes ("10时", "10 am") is not written.
    std::optional<std::string> iso() const {
        return value.year == 0 ? std::nullopt : std::optional(detail::iso_of(value));
    }
};

/// Finds the first date at or after `from`.
/// Read: 2020-02-15 10:50, 2020/2/15, 2020.02.15, 15/02/2020 (a day past 12), 2020年2月15日
/// 下午3时05分, 二〇二〇年二月十五日, 民國109年2月15日, 2月15日, February 15, 2020 10:50 am, 15 Feb
/// 2020, Sat, 15 Feb 2020, 11:42, 20 November 2019, Sept. 23. Refused: days that do not exist,
/// years of two digits, 02/03/2020 (which is the month?), lunar days.
/// @param text  UTF-8; a date does not cross a line end.
/// @cost        linear in text.   @thread any.
inline std::optional<found_date> find_date(std::string_view text, ByteOffset from = 0) {
    for (std::size_t at = from; at < text.size(); ++at) {
        if (!detail::may_begin_date(text, at)) {
            continue;
        }
        if (const auto found = detail::date_at(text, at)) {
            return found_date{{at, found->end}, found->value};
        }
    }
    return std::nullopt;
}

/// Finds all dates, ascending and disjoint.
inline std::vector<found_date> find_dates(std::string_view text) {
    std::vector<found_date> dates;
    for (auto found = find_date(text); found; found = find_date(text, found->at.end)) {
        dates.push_back(*found);
    }
    return dates;
}

/// The first date that states its year, as ISO 8601.
inline std::optional<std::string> first_iso_date(std::string_view text) {
    for (const auto& found : find_dates(text)) {
        if (const auto iso = found.iso()) {
            return iso;
        }
    }
    return std::nullopt;
}

}  // namespace GALLEY_SDK_HIDDEN
