// SPDX-License-Identifier: Apache-2.0
// A text as lines with what rules say about each: which are furniture by themselves, which are
// story.
#pragma once
#include <string_view>
#include <utility>
#include <vector>

#include <galley/lines.hpp>

#include "line.hpp"

namespace galley::strip_furniture {

using LineIndex = std::size_t;

/// The lines of a text that are not blank, in its order.
using Lines = std::vector<Line>;

using HitOnLine = std::pair<LineIndex, const Hit*>;

/// A text as lines. Borrows the text and the hits; its memory serves for one text after another.
struct Page {
    line_table table;
    Lines lines;
    std::vector<const Hit*> hits;  ///< what Line::hits point into
    std::vector<HitOnLine> by_line;
    std::vector<span> parts, dates;  ///< of the line at hand
    std::vector<Capture> captures;   ///< of the hit at hand
    Signs signs;                     ///< of all hits
    Kinds kinds = {};                ///< of all hits: no line goes as any other but by a step
    bool unread_head = false;  ///< lines behind the first paragraph that only a head can judge
};

/// Reads the lines and judges each by itself: the rules that match the whole line, or the parts
/// that cover it together.
void read_page(std::string_view text, const std::vector<Hit>& hits, Page& page);

/// Judges the lines before the core of a page by the rules that count before the story only, where
/// sentences of a menu looked like its story.
void read_head(std::string_view text, LineIndex core, Page& page);

/// The first story paragraph with another one near it, or the first at all; the number of lines
/// when there is none.
LineIndex story_begin(const Lines& lines);

/// Begins like an item of a list: "①", "1、", "1.", "(1)", "一、", "·".
bool is_numbered(std::string_view line);

/// Signs the line as gone, unless it is already.
void drop(Line& line, const Verdict& why);

}  // namespace galley::strip_furniture
