// SPDX-License-Identifier: Apache-2.0
// Text of documents as HTML that shows what it is: escaped, with invisible characters made visible.
#pragma once
#include <string>
#include <string_view>

namespace galley::proof_sheet {

/// Appends UTF-8 as HTML content. Control, bidirectional, zero-width and tag characters, which
/// could hide or reorder text, come out as labelled marks; line ends stay.
void append_text(std::string& html, std::string_view text);

/// As append_text(), for text whose blanks are the point: blanks as a dot, line ends as an arrow.
void append_blanks_shown(std::string& html, std::string_view text);

/// Appends UTF-8 inside a double-quoted attribute; invisible characters as [U+202E].
void append_attribute(std::string& html, std::string_view text);

/// Whether a text has only blanks and line ends.
bool is_blank_text(std::string_view text);

}  // namespace galley::proof_sheet
