// SPDX-License-Identifier: Apache-2.0
// Completes the metadata of an article from what its text still states. Never guesses.
#pragma once
#include "finding.hpp"

namespace galley::tag_metadata {

/// Finds source, published, place, byline, responsible_editor, editor, reviewer and proofreader in
/// datelines, inline credits, and lines at the head and the tail of the article.
/// @param text  UTF-8, LF, one cleaned article; may be empty.
/// @returns     every value with where it stands, the most trusted of a key first; keys of one
/// value
///              (source, published, place) once.
/// @cost        reads a dozen lines.   @thread any.
Findings find_metadata(std::string_view text);

}  // namespace galley::tag_metadata
