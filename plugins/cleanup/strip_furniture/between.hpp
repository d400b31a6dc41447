// SPDX-License-Identifier: Apache-2.0
// Links among the buttons below a headline.
#pragma once
#include "echo.hpp"
#include "page.hpp"

namespace galley::strip_furniture {

/// Between the headline and the story: drops links between two buttons, and a long list of them
/// behind the last one. Stops where two sentences stand in a row.
/// @cost  linear.   @thread any.
void drop_between(Lines& lines, LineIndex from, LineIndex to, const Echo& echo);

}  // namespace galley::strip_furniture
