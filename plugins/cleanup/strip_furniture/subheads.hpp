// SPDX-License-Identifier: Apache-2.0
// Words of buttons that are the story's: its subheads, its lists.
#pragma once
#include "page.hpp"

namespace galley::strip_furniture {

/// What keep_subheads() takes back.
inline constexpr Kinds kButtons = {
    Kind::kShareWidget, Kind::kSubscription, Kind::kNavigation, Kind::kPagination};

/// Behind the first paragraph, takes back what went by itself and is the story's: a button's word
/// right between two sentences ("Share", "订阅"), one among short lines that no rule takes, a
/// number to call among others.
/// @cost  linear.   @thread any.
void keep_subheads(Lines& lines);

}  // namespace galley::strip_furniture
