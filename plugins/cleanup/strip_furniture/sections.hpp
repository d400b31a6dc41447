// SPDX-License-Identifier: Apache-2.0
// Lines in context: sections below a heading, blocks of terms, menus, the foot of a page.
#pragma once
#include "page.hpp"

namespace galley::strip_furniture {

/// A disclaimer's heading with the numbered items behind it goes when one of the items, or the line
/// behind the heading, is a sentence of terms.
void drop_terms(Lines& lines);

/// A heading such as "Related" goes with the links and teasers behind it, up to where a story goes
/// on. A heading with story right behind it is a subhead, and stays.
void drop_sections(Lines& lines);

/// The name of a paper in a line of its own goes when the line behind or before it is a date, a
/// byline or a menu.
void drop_outlets(Lines& lines);

/// Short lines among menu words before the story.
void drop_menus(Lines& lines);

/// Behind the story: lines between two lines that are furniture are furniture.
void drop_foot(Lines& lines);

}  // namespace galley::strip_furniture
