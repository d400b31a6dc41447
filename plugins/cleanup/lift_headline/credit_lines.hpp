// SPDX-License-Identifier: Apache-2.0
// Credits that share their line with a date.
#pragma once
#include <string_view>

#include <galley/bylines.hpp>

namespace galley::lift_headline {

inline constexpr double kRoleSaid = 0.9;  ///< a role word or "By" stands in the line

/// A line of credits, also one behind its day: "2021-11-06 14:35　記者甲／某地報導".
credits read_dated_credits(std::string_view line);

/// "By Jane Roe On May 3, 2021 at 4 pm": nothing but a date stands behind the names.
bool rest_is_date(std::string_view line, const credits& found);

}  // namespace galley::lift_headline
