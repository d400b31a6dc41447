// SPDX-License-Identifier: Apache-2.0
// Reads lists of stop words.
#include "stop_words.hpp"

#include <algorithm>

namespace galley::tag_keywords {

void StopWords::add(std::string_view list) {
    constexpr std::string_view kBlanks = " \t\r\n";
    for (std::size_t at = 0; at < list.size();) {
        if (kBlanks.find(list[at]) != std::string_view::npos) {
            ++at;
            continue;
        }
        const bool comment = list[at] == '#' && (at == 0 || list[at - 1] == '\n');
        const auto end = std::min(list.find_first_of(comment ? "\n" : kBlanks, at), list.size());
        if (!comment) {
            words_.emplace(list.substr(at, end - at));
        }
        at = end;
    }
}

}  // namespace galley::tag_keywords
