// SPDX-License-Identifier: Apache-2.0
// Whether a text takes up words of its headline.
#pragma once
#include <string_view>

namespace galley::split_articles {

/// Whether two Han characters in a row of the headline, or a Latin word of five letters or more,
/// stand in the text too; Latin case does not count.
/// @cost  words of the headline times size of the text.   @thread any.
bool takes_up(std::string_view text, std::string_view headline);

}  // namespace galley::split_articles
