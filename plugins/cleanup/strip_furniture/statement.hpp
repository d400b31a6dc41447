// SPDX-License-Identifier: Apache-2.0
// A sentence that a story tells, and no title: it ends with a full stop.
#pragma once
#include <algorithm>
#include <array>
#include <string_view>

#include <galley/text.hpp>

namespace galley::strip_furniture {

namespace detail {

// "U.S", "p.m", "J", "Inc": the stop behind it ends no sentence.
constexpr bool is_abbreviation(std::string_view word) {
    constexpr std::array<std::string_view, 16> kWords = {
        "Inc",
        "Ltd",
        "Co",
        "Corp",
        "Jr",
        "Sr",
        "St",
        "No",
        "vs",
        "etc",
        "Dr",
        "Mr",
        "Ms",
        "Mrs",
        "Ave",
        "Rd"};
    return word.size() < 2 || word.find('.') != word.npos ||
           std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

}  // namespace detail

/// Whether the line ends with a full stop, closing quotes and brackets behind it or not. Titles end
/// with question marks, exclamation marks, dots and abbreviations too: these say nothing.
/// @param line  UTF-8, trimmed.   @cost  the line's end.   @thread any.
constexpr bool ends_statement(std::string_view line) {
    auto last = last_char(line);
    while (is_closer(last.value) && last.size_bytes < line.size()) {
        line.remove_suffix(last.size_bytes);
        last = last_char(line);
    }
    if (last.value == 0x3002 || last.value == 0xFF0E) {
        return true;
    }
    if (last.value != '.') {
        return false;
    }
    line.remove_suffix(1);
    const auto blank = line.rfind(' ');
    return blank != line.npos && !line.ends_with('.') &&
           !detail::is_abbreviation(line.substr(blank + 1));
}

}  // namespace galley::strip_furniture
