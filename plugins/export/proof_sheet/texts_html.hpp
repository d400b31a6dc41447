// SPDX-License-Identifier: Apache-2.0
// The two texts of a sheet as HTML: the source with each decision where it was made, and the
// clean text.
#pragma once
#include <string>
#include <string_view>

#include "sheet.hpp"

namespace galley::proof_sheet {

/// Sources longer than this show only what surrounds decisions; clean texts only their beginning.
inline constexpr std::size_t kWholeBytes = std::size_t{256} << 10U;

/// The id of a document's element, made of its uri: "u-0123456789ab-10-20".
std::string element_id(std::string_view uri);

/// The source of the sheet's range with its decisions and the evidence of fields.
void append_source(std::string& html, const Sheet& sheet);

/// The current text by paragraphs, with the evidence of fields.
void append_clean(std::string& html, const Sheet& sheet);

/// The passages of a page that belong to no article, one list item each.
void append_between(std::string& html, const Sheet& page);

}  // namespace galley::proof_sheet
