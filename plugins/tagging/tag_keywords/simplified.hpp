// SPDX-License-Identifier: Apache-2.0
// Traditional characters as simplified ones, for looking words up: jieba's list has few others.
#pragma once
#include <string>
#include <string_view>

namespace galley::tag_keywords {

/// The text with each traditional character as its simplified one; all places stay as they are.
/// @param text  UTF-8; may be empty.
/// @cost  linear; the first call of a process reads ICU's table.   @thread any.
std::string simplified(std::string_view text);

}  // namespace galley::tag_keywords
