// SPDX-License-Identifier: Apache-2.0
// The shape of a whole page: the story's core, the head before it and the tail behind it.
#pragma once
#include "page.hpp"

namespace galley::strip_furniture {

/// Where the story's paragraphs stand most densely.
struct Frame {
    LineIndex begin = 0;  ///< the first paragraph of the core
    LineIndex end = 0;    ///< behind the last one; `begin` when there is none
    bool page = false;    ///< furniture enough to call the text a web page
};

/// Finds the core: the run of lines with the most paragraphs and the fewest links.
/// @cost  linear.   @thread any.
Frame find_frame(const Lines& lines);

// For a frame that is a page: account, head, tail, bullets, in this order.

/// Who posted it: a short line between the headline and the time of posting.
void drop_account(const Frame& frame, Lines& lines);

/// Before the core of a page: drops what stands above the headline, and links among buttons below
/// it. The headline is the first line that has the story's words, or stands above the date.
void drop_head(const Frame& frame, Lines& lines);

/// Behind the core of a page: drops the links from the first furniture on, and lists of links with
/// dates or without marks before it. A list that a colon or a title announces stays.
void drop_tail(const Frame& frame, Lines& lines);

/// Inside the core: short links, each below a bullet that stands alone, unless a colon announces
/// them.
void drop_bullets(const Frame& frame, Lines& lines);

/// A writer's name alone above the date of the story; a value below its label ("来源：",
/// "责任编辑：").
void drop_values(Lines& lines);

/// Before the core: a table of the document's data (index, issuer, date), each value behind its
/// label or below it.
void drop_table(const Frame& frame, Lines& lines);

/// Names of networks and words of menus beside a share button or a menu.
void drop_parts(Lines& lines);

/// A sentence, long or short.
bool is_prose(const Line& line);

/// A paragraph with links on both sides: a teaser below its title, as far as one can see. `first`
/// has none above it.
bool stands_alone(const Lines& lines, LineIndex first, LineIndex i);

/// A line that went because it says when, by whom or from where.
bool is_meta(const Line& line);

/// May go with its neighbours: no paragraph, and no line of wrapped text.
bool may_go(const Line& line);

/// Ends with a colon.
bool announces(const Line& line);

}  // namespace galley::strip_furniture
