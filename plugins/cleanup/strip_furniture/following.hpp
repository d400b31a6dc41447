// SPDX-License-Identifier: Apache-2.0
// What follows the heading of a section: links and teasers, and where the story resumes.
#pragma once
#include "page.hpp"

namespace galley::strip_furniture {

/// What follows a heading up to the next one: links, and paragraphs among them.
struct Following {
    LineIndex end = 0;           ///< behind the links that stand right below the heading
    LineIndex stop = 0;          ///< the first sentence that is no teaser, or `next_heading`
    LineIndex next_heading = 0;  ///< or the end of the text
    std::size_t links = 0, paragraphs = 0;
    bool resumes = false;            ///< two sentences in a row: the story goes on
    bool paragraphs_resume = false;  ///< two of its paragraphs
    bool prose = false;              ///< a paragraph too long for a teaser
};

/// A sentence that is no title: one with a full stop, or long.
bool is_told(const Line& line);

/// @cost  linear in what follows.   @thread any.
Following look_behind(const Lines& lines, LineIndex heading);

}  // namespace galley::strip_furniture
