// SPDX-License-Identifier: Apache-2.0
// What readers wrote below a story, and who wrote the story.
#pragma once
#include "page.hpp"

namespace galley::strip_furniture {

/// Drops threads of comments: from their heading, or from the first name, to the last comment.
/// They are told by what stands between comments - "Reply", "甲 says:" - together with times; what
/// goes on without these is no thread.
/// @cost  linear.   @thread any.
void drop_comments(Lines& lines);

/// Drops the box about the writer behind the story: its heading, name, title and a paragraph or
/// two.
void drop_writer(Lines& lines);

}  // namespace galley::strip_furniture
