// SPDX-License-Identifier: Apache-2.0
// Tells a line of the story itself by its shape; head and tail end at such lines.
#include "core/rules/story_line.hpp"

#include "core/rules/limits.hpp"
#include "core/rules/utf8.hpp"

namespace galley::core::rules {

namespace {

bool closes_quotation(char32_t c) {
    return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0x2019 || c == 0x201D;
}

// A Latin full stop ends a sentence before a blank, a closing quotation mark or the line's end.
bool ends_latin_sentence(std::string_view line, ByteOffset next) {
    if (next == line.size()) {
        return true;
    }
    const char32_t c = decode_at(line, next);
    return is_blank(c) || closes_quotation(c);
}

bool has_sentence_end(std::string_view line) {
    for (ByteOffset at = 0; at < line.size();) {
        switch (decode_at(line, at)) {
            case 0x3002:  // ideographic full stop
            case 0xFF01:  // full-width ! ? ;
            case 0xFF1F:
            case 0xFF1B:
            case 0x2026:  // ellipsis
                return true;
            case '.':
            case '!':
            case '?':
                if (ends_latin_sentence(line, at)) {
                    return true;
                }
                break;
            default:
                break;
        }
    }
    return false;
}

}  // namespace

bool has_story_shape(std::string_view line) {
    return line.size() >= kStoryColumns && count_columns(line) >= kStoryColumns &&
           has_sentence_end(line);
}

}  // namespace galley::core::rules
