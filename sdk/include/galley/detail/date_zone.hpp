// SPDX-License-Identifier: Apache-2.0
// Time zones behind a time: EST, GMT+8, +08:00, Z.
#pragma once
#include <galley/detail/date_reader.hpp>

namespace galley GALLEY_SDK_HIDDEN {
namespace detail {

struct zone_name {
    std::string_view name;
    std::optional<int> minutes;  ///< nothing: the name means several zones
};

inline constexpr std::array<zone_name, 22> kZones{
    {{"GMT", 0},    {"UTC", 0},    {"EST", -300}, {"EDT", -240}, {"CDT", -300}, {"MST", -420},
     {"MDT", -360}, {"PST", -480}, {"PDT", -420}, {"CET", 60},   {"CEST", 120}, {"HKT", 480},
     {"SGT", 480},  {"JST", 540},  {"KST", 540},  {"NZST", 720}, {"CST", {}},   {"BST", {}},
     {"IST", {}},   {"ET", {}},    {"CT", {}},    {"PT", {}}}};

/// +08:00, -0500, +8 behind a time or a zone's name.
inline std::optional<int> take_offset(date_reader& in) {
    const auto before = in.at();
    const int sign = in.take("+") ? 1 : in.take("-") ? -1 : 0;
    if (sign != 0) {
        if (const auto both = in.digits(4, 4)) {
            return sign * (*both / 100 * 60 + *both % 100);
        }
        const auto hours = in.digits(1, 2);
        const auto minutes = hours && in.take(":") ? in.digits(2, 2) : std::optional(0);
        if (hours && minutes && *hours <= 14) {
            return sign * (*hours * 60 + *minutes);
        }
    }
    in.go(before);
    return std::nullopt;
}

/// Takes the zone behind a time, if there is one.
inline std::optional<int> take_zone(date_reader& in) {
    const auto before = in.at();
    if (in.take("Z") && !is_ascii_letter(in.peek())) {
        return 0;
    }
    in.go(before);
    if (const auto offset = take_offset(in)) {
        return offset;
    }
    in.blanks();
    in.take("(");
    for (const auto& zone : kZones) {
        const auto start = in.at();
        if (in.take(zone.name) && !is_ascii_letter(in.peek())) {
            const auto offset = zone.minutes == 0 ? take_offset(in) : std::nullopt;
            in.take(")");
            return offset ? offset : zone.minutes;
        }
        in.go(start);
    }
    const auto offset = before == in.at() ? std::nullopt : take_offset(in);
    in.go(offset ? in.at() : before);
    return offset;
}

}  // namespace detail
}  // namespace GALLEY_SDK_HIDDEN
