// SPDX-License-Identifier: Apache-2.0
// What stripped furniture says about the article: captures of rules as metadata.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include <galley/values.hpp>

#include "hit.hpp"

namespace galley::strip_furniture {

struct Field {
    std::string_view key;  ///< lives as long as the rules
    std::string value;
    span evidence;

    bool operator==(const Field&) const = default;
};

/// The fields of one hit: dates as ISO 8601, bylines as one bare name each, the others as written.
/// A date without its year and an empty capture give nothing.
void read_fields(
    std::string_view text,
    const Hit& hit,
    const std::vector<Capture>& captures,
    std::vector<Field>& out);

/// What a page says without a label (captures `dated`, `outlet`) counts as `published` and `source`
/// when nothing says it with one: of several the last, which stands nearest to the story. A date
/// above the story's first paragraph, at `story`, is the page's rather than one below it, which may
/// be a row of a timetable.
void settle_fields(std::size_t story, std::vector<Field>& fields);

/// Adds a field unless the same key and value is there; of `published` only the first is kept.
void add_field(Field field, std::vector<Field>& out);

}  // namespace galley::strip_furniture
