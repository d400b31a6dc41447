// SPDX-License-Identifier: Apache-2.0
// Gives each line the evidence that is about it.
#include "column_lines.hpp"

#include <algorithm>

namespace galley::strip_notices {

std::vector<Line> read_lines(std::string_view text, const std::vector<Evidence>& evidence) {
    std::vector<Line> lines;
    for (const auto& line : split_lines(text)) {
        lines.push_back({line});
    }
    for (const auto& said : evidence) {
        const auto found = std::ranges::upper_bound(
            lines, said.line.begin, {}, [](const Line& line) { return line.at.begin; });
        auto& line = *std::prev(found);
        auto& slot = said.role == Role::opening        ? line.opening
                     : said.role == Role::announcement ? line.announcement
                     : said.role == Role::heading      ? line.heading
                                                       : line.fine_print;
        slot = slot == nullptr ? &said : slot;
    }
    return lines;
}

Line* neighbour(std::vector<Line>& lines, std::size_t from, int step) {
    for (auto i = static_cast<std::ptrdiff_t>(from) + step;
         i >= 0 && i < static_cast<std::ptrdiff_t>(lines.size());
         i += step) {
        if (!lines[static_cast<std::size_t>(i)].blank()) {
            return &lines[static_cast<std::size_t>(i)];
        }
    }
    return nullptr;
}

}  // namespace galley::strip_notices
