// SPDX-License-Identifier: Apache-2.0
// What a paper prints above its stories: its own name, and the folio with day and page.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "head.hpp"

namespace galley::lift_headline {

/// "某某日報", "某某时报电子版", "The Some Courier": the name of a paper, and nothing else.
bool is_paper_name(std::string_view line);

/// "2021年7月22日 星期四 A05版", "Thursday 14 October 2021 | Page 7": short, with its day.
bool is_folio(std::string_view line);

/// The name without "电子版".
std::string paper_name(std::string_view line);

/// The lines at the head of the text that are a paper's name, alone or with its folio.
/// A name alone counts only when a line that may be the headline follows: "The Last Post" may be
/// one.
struct masthead {
    std::size_t end = 0;   ///< the first line behind it; 0: none
    std::size_t name = 0;  ///< the line of the name; none of them: a folio alone, with its page
    bool has_folio = false;
};

masthead find_masthead(const article& in);

}  // namespace galley::lift_headline
