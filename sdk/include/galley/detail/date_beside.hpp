// SPDX-License-Identifier: Apache-2.0
// What stands between a date and its time, and the weekday behind a date.
#pragma once
#include <galley/detail/date_forms.hpp>

namespace galley GALLEY_SDK_HIDDEN {
namespace detail {

/// Takes what may stand between a date and its time.
inline void take_between(date_reader& in, date_time& value) {
    static constexpr std::array<std::string_view, 15> kMarks{
        ",",
        "，",
        "|",
        "｜",
        "·",
        "•",
        "/",
        "-",
        "–",
        "—",
        "T",
        "at ",
        "@",
        "当地时间",
        "當地時間"};
    static constexpr std::array<std::string_view, 4> kEast{
        "北京时间", "北京時間", "台北時間", "香港時間"};
    static constexpr std::array<std::string_view, 2> kUtc{"格林尼治标准时间", "格林尼治標準時間"};
    for (int i = 0; i < 4; ++i) {
        in.blanks();
        if (in.take_of(kEast)) {
            value.offset_minutes = 480;
        } else if (in.take_of(kUtc)) {
            value.offset_minutes = 0;
        } else if (!take_weekday(in) && !in.take_of(kMarks)) {
            return;
        }
    }
}

/// A weekday directly behind the date belongs to it.
inline void take_own_weekday(date_reader& in) {
    const auto before = in.at();
    in.blanks();
    if (!take_weekday(in)) {
        in.go(before);
    }
}

}  // namespace detail
}  // namespace GALLEY_SDK_HIDDEN
