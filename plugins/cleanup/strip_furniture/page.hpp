// SPDX-License-Identifier: Apache-2.0
// A text as lines with what rules say about each: which are furniture by themselves, which are
// story.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include <galley/text.hpp>

#include "hit.hpp"

namespace galley::strip_furniture {

using LineIndex = std::size_t;

/// Why a line goes.
struct Verdict {
    std::string category, rule;
    double confidence = 1.0;
    bool final = false;
};

struct Line : text_line {
    std::size_t columns = 0;
    bool finished = false;  ///< ends a sentence
    bool teaser = false;    ///< ends with three dots: cut off by the page
    bool gone = false;      ///< `why` says why
    bool heading = false;   ///< of a section: `section`
    bool terms = false;     ///< heading of a disclaimer, or one of its sentences
    bool menu = false;      ///< a menu word alone
    bool outlet = false;    ///< the name of a paper alone
    Verdict why;
    std::vector<const Hit*> hits;

    /// A paragraph of a story: long and finished.
    bool story() const { return !gone && !heading && finished && !teaser && columns >= 60; }
};

/// Reads the lines and judges each by itself: the rules that match the whole line, or the parts
/// that cover it together.
std::vector<Line> read_page(std::string_view text, const std::vector<Hit>& hits);

/// The next line that is not blank; the number of lines when there is none.
LineIndex next_text(const std::vector<Line>& lines, LineIndex i);

/// The first story paragraph with another one near it, or the first at all; the number of lines
/// when there is none.
LineIndex story_begin(const std::vector<Line>& lines);

/// Whether nothing but blanks and separators ("|", "·", brackets) of `line` lies outside the spans.
bool covers(std::string_view text, span line, std::vector<span> parts);

/// Marks the line as gone, unless it is already.
void drop(Line& line, Verdict why);

}  // namespace galley::strip_furniture
