// SPDX-License-Identifier: Apache-2.0
// What a dateline says: "某社某地3月5日电", "LONDON (AP) —", "据某社电".
#pragma once
#include "finding.hpp"

namespace galley::tag_metadata {

/// The agency as `source`, the place it was filed from as `place`, the day as `published` when the
/// dateline gives its year. The paper's own ("本报讯") is no source.
/// @param line  of `text`; a paragraph.
/// @cost        looks at its first 100 bytes.
void read_dateline(std::string_view text, span line, Findings& found);

}  // namespace galley::tag_metadata
