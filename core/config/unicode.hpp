// SPDX-License-Identifier: Apache-2.0
// UTF-8 decoding and the characters that a config may not hide things with.
#pragma once

#include <cstddef>
#include <string_view>

namespace galley::core::config {

struct CodePoint {
    char32_t value = 0;     ///< the byte itself when not valid
    std::size_t bytes = 1;  ///< always at least 1
    bool valid = false;
};

/// Decodes the code point at byte `at`; `at` lies inside `text`. Overlong forms and surrogates are
/// not valid.
CodePoint decode(std::string_view text, std::size_t at);

/// C0 and C1 controls and DEL.
bool is_control(char32_t value);

/// Characters that change how text looks without being seen: zero-width, bidi controls, tags.
bool is_invisible(char32_t value);

}  // namespace galley::core::config
