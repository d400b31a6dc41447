// SPDX-License-Identifier: Apache-2.0
// What a single line says about being a caption, by its credit or its words.
#pragma once
#include <string_view>

namespace galley::tag_captions {

/// A line that credits a picture: "… 甲 摄", "（资料图）", "图为…", "Image: …", "… (AP Photo/…)".
bool has_credit(std::string_view line);

/// "Photo: Some Agency": a credit alone, for the caption above.
bool is_lone_credit(std::string_view line);

/// A present-tense English line that ends with its day: "…, Tuesday, April 18, 2023."
bool ends_with_its_day(std::string_view line);

/// A Chinese line without a sentence's end that says who is doing what: "志愿者入户宣传".
bool shows_a_scene(std::string_view line);

/// A short Chinese line of one piece, as captions and subheads are.
bool is_short_phrase(std::string_view line);

}  // namespace galley::tag_captions
