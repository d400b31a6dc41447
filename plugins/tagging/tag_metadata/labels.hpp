// SPDX-License-Identifier: Apache-2.0
// Values behind a label: 来源：…, 责任编辑：…, （责编 …）, Source: …, Editing by ….
#pragma once
#include "finding.hpp"

namespace galley::tag_metadata {

/// Reads the labelled values of a short line, or of the last brackets of a paragraph: source,
/// responsible_editor, editor, reviewer, proofreader.
/// @param line  of `text`.
/// @cost        linear in a short line; of a long one the last 120 bytes are read.
void read_labels(std::string_view text, span line, Findings& found);

/// "（原载《某报》）", "《某报》（2022年2月13日 02版）": where and when it was printed.
void read_imprint(std::string_view text, span line, Findings& found);

/// A short line that is nothing but the day of publication and its label or paper.
/// @param updates  "Updated …" is read instead: for texts that say no other day.
void read_day_line(std::string_view text, span line, bool updates, Findings& found);

}  // namespace galley::tag_metadata
