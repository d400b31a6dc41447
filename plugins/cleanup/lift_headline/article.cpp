// SPDX-License-Identifier: Apache-2.0
// Reads an article's lines, and finds where its body begins.
#include <galley/bylines.hpp>

#include "head.hpp"

namespace galley::lift_headline {
namespace {

/// The first of two paragraphs that stand close together, or one with a dateline: the sentence of a
/// web page's furniture stands alone. Where no two do, the first paragraph.
std::size_t find_body(const std::vector<article_line>& lines) {
    constexpr std::size_t kClose = 4;
    std::size_t first = lines.size();
    std::size_t last = lines.size();
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (!find_dateline(lines[i].text).at.empty()) {
            return last != lines.size() && i - last < kClose ? last : i;
        }
        if (!is_body_line(lines[i].text)) {
            continue;
        }
        if (last != lines.size() && i - last < kClose) {
            return last;
        }
        first = first == lines.size() ? i : first;
        last = i;
    }
    return first;
}

}  // namespace

article read_article(std::string_view text) {
    article out{text, {}, 0};
    bool blank = true;
    for (const auto& line : split_lines(text)) {
        if (!line.blank()) {
            out.lines.push_back({line.at, trimmed(text, line.at), line.text, blank});
        }
        blank = line.blank();
    }
    out.body = find_body(out.lines);
    return out;
}

}  // namespace galley::lift_headline
