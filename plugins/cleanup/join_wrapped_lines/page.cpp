// SPDX-License-Identifier: Apache-2.0
// Reads the lines of a text and finds out whether it was wrapped at one width.
#include "page.hpp"

#include <algorithm>

namespace galley::join_wrapped_lines {
namespace {

constexpr std::size_t kMinWrapColumns = 30;
constexpr std::size_t kMaxWrapColumns = 160;
constexpr std::size_t kMinFullLines = 4;
constexpr std::size_t kLongWord = 24;

/// Columns of what may not be torn at the front of a line: a word, or one East Asian character.
std::size_t first_word_columns(std::string_view text) {
    std::size_t columns = 0;
    for (std::size_t at = 0; at < text.size() && columns < kLongWord;) {
        const auto c = decode_at(text, at);
        if (is_blank(c.value) || (columns > 0 && is_cjk(c.value))) {
            break;
        }
        columns += is_cjk(c.value) ? 2 : 1;
        if (is_cjk(c.value)) {
            break;
        }
        at += c.size_bytes;
    }
    return columns;
}

/// As the page was set: in Chinese lines a half-width mark once was a full-width one.
std::size_t set_columns(std::string_view line) {
    constexpr std::string_view kMarks = ",.:;!?()";
    std::size_t marks = 0;
    if (han_share(line) > 0.3) {
        for (const char c : line) {
            marks += kMarks.find(c) != std::string_view::npos ? 1 : 0;
        }
    }
    return width_columns(line) + marks;
}

bool is_full(std::size_t width, std::size_t wrap, std::string_view next) {
    // A blank before a word, or a mark that may not stand at the head of a line.
    constexpr std::size_t kSlack = 2;
    return width + first_word_columns(next) + kSlack > wrap;
}

/// The width that all but a few lines keep to.
std::size_t widest(const std::vector<page_line>& lines) {
    std::vector<std::size_t> widths;
    widths.reserve(lines.size());
    for (const auto& line : lines) {
        widths.push_back(line.width_columns);
    }
    const auto at = widths.begin() + static_cast<std::ptrdiff_t>(widths.size() * 98 / 100);
    std::nth_element(widths.begin(), at, widths.end());
    return *at;
}

std::size_t find_wrap(const std::vector<page_line>& lines) {
    const auto wrap = lines.size() < kMinFullLines ? 0 : widest(lines);
    if (wrap < kMinWrapColumns || wrap > kMaxWrapColumns) {
        return 0;
    }
    std::size_t open = 0;   // lines that end no sentence and have a line directly below
    std::size_t full = 0;   // those of them that had no room for more
    std::size_t ended = 0;  // full lines that end a sentence
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
        if (lines[i + 1].blank_lines_before > 0) {
            continue;
        }
        const bool no_room = is_full(lines[i].width_columns, wrap, lines[i + 1].text);
        const bool ends = ends_sentence(lines[i].text);
        open += ends ? 0 : 1;
        full += !ends && no_room ? 1 : 0;
        ended += ends && no_room ? 1 : 0;
    }
    const bool wrapped = full >= kMinFullLines && full * 10 >= open * 7 && ended <= full;
    return wrapped ? wrap : 0;
}

paragraph_style find_style(const std::vector<page_line>& lines) {
    std::size_t indented = 0;
    std::size_t after_blank = 0;
    for (const auto& line : lines) {
        indented += line.indented ? 1 : 0;
        after_blank += line.blank_lines_before > 0 ? 1 : 0;
    }
    if (indented >= 2 && indented * 10 <= lines.size() * 7) {
        return paragraph_style::indented;
    }
    return after_blank >= 2 ? paragraph_style::blank_lines : paragraph_style::unknown;
}

}  // namespace

bool page::full(std::size_t line) const {
    return wrap_columns > 0 && line + 1 < lines.size() &&
           is_full(lines[line].width_columns, wrap_columns, lines[line + 1].text);
}

page read_page(std::string_view text) {
    page out;
    std::size_t blanks = 0;
    for (const auto& line : split_lines(text)) {
        if (line.blank()) {
            ++blanks;
            continue;
        }
        const auto at = trimmed(text, line.at);
        const auto indent = width_columns(text.substr(line.at.begin, at.begin - line.at.begin));
        out.lines.push_back({at, line.text, indent + set_columns(line.text), blanks, indent >= 2});
        blanks = 0;
    }
    out.wrap_columns = find_wrap(out.lines);
    out.style = find_style(out.lines);
    return out;
}

}  // namespace galley::join_wrapped_lines
