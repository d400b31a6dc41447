// SPDX-License-Identifier: Apache-2.0
// Finds the numbers of documents in a clause of a notice.
#pragma once
#include <string_view>
#include <vector>

#include "words.hpp"

namespace galley::strip_notices {

/// Numbers of a clause, as written: ranges stay one span, a series in brackets and an invoice
/// prefix are left out, the letters of a licence stay. Amounts, dates and telephones are none.
/// @param clause  one clause, or what stands in one bracket.
/// @param series  the document is a receipt: what stands before its digits is a series.
std::vector<span> find_numbers(std::string_view text, span clause, bool series, const Words& words);

}  // namespace galley::strip_notices
