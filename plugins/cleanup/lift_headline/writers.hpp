// SPDX-License-Identifier: Apache-2.0
// Who wrote the article: credit lines at its head and tail, credits inside its paragraphs.
#pragma once
#include "head.hpp"

namespace galley::lift_headline {

/// Adds credit lines, names, outlets to `out`.
/// @param title    the headline, or nothing when none was found
/// @param bylines  names that are known already: no more are looked for at the tail
void find_writers(
    const article& in,
    const std::optional<headline>& title,
    const std::vector<std::string>& bylines,
    findings& out);

}  // namespace galley::lift_headline
