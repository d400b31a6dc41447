// SPDX-License-Identifier: Apache-2.0
// A notice of the classified column as data, and the parser that reads it.
#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include <galley/values.hpp>

#include "words.hpp"

namespace galley::strip_notices {

/// What was lost, found or announced. Spans are of the notice's text; an empty span: not said.
struct Item {
    span document, issuer;
    std::vector<span> numbers;
};

struct Notice {
    std::string_view kind;  ///< lost, lost_item_search, found, deregistration, ...
    span holder;
    std::vector<Item> items;
};

/// Reads one notice.
/// @param text   one notice without line ends, e.g. "遗失甲《学生证》,编号12345,声明作废。"
/// @returns      nothing when the text is not a notice that the parser knows.
/// @cost         linear in text times the number of words.   @thread any.
std::optional<Notice> parse_notice(std::string_view text, const Words& words);

/// As parse_notice, for Chinese and English alone.
std::optional<Notice> parse_chinese_notice(std::string_view text, const Words& words);
std::optional<Notice> parse_english_notice(std::string_view text);

}  // namespace galley::strip_notices
