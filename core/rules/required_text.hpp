// SPDX-License-Identifier: Apache-2.0
// Names texts one of which stands in every match of a pattern: they are found many times faster
// than the pattern. Of many patterns there are others one of which stands there too.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace galley::core::rules {

struct RequiredText {
    std::vector<std::string> forms;  // patterns for bytes, each of one text
    double share = 0;  // of the places in running text at which one of them begins, roughly
};

/// @param pattern  valid RE2 syntax.
/// @returns        of each of them one stands in every match, the rarest first; one or two, or
///                 nothing when there are no such texts, or so many that they are no help.
/// @cost           about a millisecond: RE2 analyses the pattern.   @thread any.
[[nodiscard]] std::vector<RequiredText> required_texts(std::string_view pattern);

}  // namespace galley::core::rules
