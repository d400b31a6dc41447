// SPDX-License-Identifier: Apache-2.0
// Notices that a story quotes in lines of their own.
#include "quoting.hpp"

#include <algorithm>
#include <array>

#include "english.hpp"

namespace galley::strip_notices {

namespace {

constexpr std::size_t kStoryChars = 24;  // a sentence of a story
constexpr std::size_t kMostAbove = 8;    // notices between it and the line
constexpr std::size_t kMostBelow = 12;
constexpr std::size_t kLabelBytes = 16;

bool is_column(const Line& line) {
    return line.taken || line.heading != nullptr || line.fine_print != nullptr;
}

// "FOR SALE: …", "出售：…": an advertisement beside the notices.
bool is_labelled(std::string_view text) {
    const auto head = text.substr(0, kLabelBytes);
    return head.find(':') != head.npos || head.find("\uFF1A") != head.npos;
}

bool is_story(const Line& line, const Words& words) {
    return line.opening == nullptr && line.announcement == nullptr && ends_sentence(line.text) &&
           char_count(line.text) >= kStoryChars && !is_labelled(line.text) &&
           words.closing.find(line.text, {0, line.text.size()}).empty();
}

// The last sentence of a paragraph.
std::string_view last_sentence(std::string_view text) {
    text = trim(text);
    std::size_t begin = 0;
    each_char(text, [&](char32_t c, std::size_t at) {
        const auto next = at + decode_at(text, at).size_bytes;
        const bool stop =
            is_terminator(c) && (c != '.' || (next < text.size() && text[next] == ' '));
        begin = stop && next + 2 < text.size() ? next : begin;
    });
    return text.substr(begin);
}

bool says_written(std::string_view sentence, const Words& words) {
    constexpr std::array<std::string_view, 6> kEnglish = {
        " reads", " read as", " wrote", " shows", " as follows", " here are "};
    return !words.quoting.find(sentence, {0, sentence.size()}).empty() ||
           std::ranges::any_of(
               kEnglish, [&](std::string_view word) { return found(find(sentence, word)); });
}

}  // namespace

bool story_quotes(const std::vector<Line>& lines, std::size_t i, const Words& words) {
    std::size_t passed = 0;
    auto above = i;
    while (above > 0 && passed < kMostAbove) {
        const auto& line = lines[--above];
        if (is_column(line)) {
            return false;
        }
        if (is_story(line, words)) {
            break;
        }
        passed += line.blank() ? 0 : 1;
    }
    if (!is_story(lines[above], words) || !says_written(last_sentence(lines[above].text), words)) {
        return false;
    }
    passed = 0;
    for (auto below = i + 1; below < lines.size() && passed < kMostBelow; ++below) {
        if (is_column(lines[below])) {
            return false;
        }
        if (is_story(lines[below], words)) {
            return true;
        }
        passed += lines[below].blank() ? 0 : 1;
    }
    return false;
}

}  // namespace galley::strip_notices
