// SPDX-License-Identifier: Apache-2.0
// Finds what stands behind labels.
#include "labels.hpp"

#include <galley/text.hpp>

#include "clauses.hpp"

namespace galley::strip_notices {

namespace {

constexpr std::size_t kMostLabel = 12;  // characters

bool is_quote(char32_t c) {
    return c == 0x201C || c == 0x201D || c == 0x300C || c == 0x300D || c == 0x300A || c == 0x300B ||
           c == '"';
}

ByteOffset skip_blanks(std::string_view text, ByteOffset at) {
    while (at < text.size() && is_blank(decode_at(text, at).value)) {
        at += decode_at(text, at).size_bytes;
    }
    return at;
}

// Where a value ends: at a comma, a blank, or a bracket that it has not opened.
ByteOffset value_end(std::string_view text, span within) {
    int depth = 0;
    auto at = within.begin;
    for (; at < within.end; at += decode_at(text, at).size_bytes) {
        const auto c = decode_at(text, at).value;
        const bool dot = c == '.' && at + 1 < within.end;  // "V1.2"
        depth += is_open_bracket(c) ? 1 : 0;
        depth -= is_close_bracket(c) ? 1 : 0;
        if (depth < 0 || (depth == 0 && (is_blank(c) || (is_comma(c) && !dot)))) {
            break;
        }
    }
    return at;
}

}  // namespace

ByteOffset skip_open_bracket(std::string_view line) {
    const auto first = first_char(line);
    return !line.empty() && is_open_bracket(first.value) ? first.size_bytes : 0;
}

span without_quotes(std::string_view text, span at) {
    at = tidy(text, at);
    while (!at.empty() && is_quote(decode_at(text, at.begin).value)) {
        at.begin += decode_at(text, at.begin).size_bytes;
    }
    while (!at.empty() && is_quote(decode_before(text, at.end).value)) {
        at.end -= decode_before(text, at.end).size_bytes;
    }
    return tidy(text, at);
}

bool starts_with_label(std::string_view line) {
    std::size_t chars = 0;
    for (ByteOffset at = 0; at < line.size() && chars <= kMostLabel; ++chars) {
        const auto c = decode_at(line, at);
        if (is_colon(c.value)) {
            return chars >= 2;
        }
        if (is_comma(c.value) || is_quote(c.value)) {
            return false;
        }
        at += c.size_bytes;
    }
    return false;
}

span Labels::value(const WordList& labels) const {
    for (const auto line : lines) {
        for (auto from = line.begin; from < line.end;) {
            const auto label = labels.find(text, {from, line.end});
            if (label.empty()) {
                break;
            }
            const auto colon = skip_blanks(text.substr(0, line.end), label.end);
            const auto mark = colon < line.end ? decode_at(text, colon) : code_point{};
            if (is_colon(mark.value)) {
                const auto begin = skip_blanks(text.substr(0, line.end), colon + mark.size_bytes);
                const auto value =
                    without_quotes(text, {begin, value_end(text, {begin, line.end})});
                if (!value.empty()) {
                    return value;
                }
            }
            from = label.end;
        }
    }
    return {};
}

}  // namespace galley::strip_notices
