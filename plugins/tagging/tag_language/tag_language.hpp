// SPDX-License-Identifier: Apache-2.0
// The language of a text, by its script and its most frequent words.
#pragma once
#include <string_view>

namespace galley::tag_language {

struct Language {
    std::string_view
        code;  ///< BCP 47: zh-Hans, zh-Hant, zh, en, ja, ko, ru, uk, el, he, th, or und
    double confidence = 0;  ///< 0..1
};

/// @param text  UTF-8; may be empty.
/// @returns     "zh" when the characters do not tell which script; "und" when the text is too short
///              or mixed, or in a language not known here.
/// @cost        linear; looks at the first 64 KiB.   @thread any.
Language language_of(std::string_view text);

}  // namespace galley::tag_language
