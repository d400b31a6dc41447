// SPDX-License-Identifier: Apache-2.0
// What stands around the texts of a sheet as HTML: fields, tags, notes, a notice's items.
#pragma once
#include <string>
#include <string_view>

#include "sheet.hpp"

namespace galley::proof_sheet {

/// A word of the interface: English, which the page's script translates.
void append_word(std::string& html, std::string_view key, std::string_view english);

/// The rows of the metadata table; those with evidence say which.
void append_fields(std::string& html, const Sheet& sheet);

/// One chip a tag.
void append_tags(std::string& html, const Sheet& sheet);

/// One list item a passage with category, rule, plugin and confidence; then one for each rule that
/// changed small things, with how often.
void append_notes(std::string& html, const Sheet& sheet);

/// The categories of its passages, each once, with blanks between: for filters.
void append_categories(std::string& html, const Sheet& sheet);

/// The rows of a notice's items: document, numbers, issuer.
void append_items(std::string& html, const record& notice);

/// Byline, source and date in one line.
void append_credit(std::string& html, const Sheet& sheet);

/// How many characters came in, and how many went out.
void append_amounts(std::string& html, const Sheet& sheet);

}  // namespace galley::proof_sheet
