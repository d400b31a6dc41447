// SPDX-License-Identifier: Apache-2.0
// Which lines may be a headline, and what the lines beside one are.
#pragma once
#include <cstddef>
#include <string_view>

#include "head.hpp"

namespace galley::lift_headline {

/// A dash subtitle, a source line or a byline: what stands behind a headline and nowhere else.
bool follows_headline(std::string_view line);

/// "标题：…" without its label.
std::string_view without_label(std::string_view line);

/// "肩题：…": a line that says it is the kicker.
bool is_labelled_kicker(std::string_view line);

/// "社會", "Arts", "人物 | 專訪": the name of a section that papers use, or several.
bool is_section(std::string_view line);

/// "Lorne 2-14 Finch Rovers 1-16": names and numbers of a result.
bool is_result(std::string_view line);

bool may_be_headline(const article& in, std::size_t i);

}  // namespace galley::lift_headline
