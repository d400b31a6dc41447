// SPDX-License-Identifier: Apache-2.0
// Weighs the end of one passage against the beginning and the end of another.
#include "going_on.hpp"

#include <algorithm>

#include <galley/bylines.hpp>
#include <galley/shapes.hpp>

#include "line_signs.hpp"

namespace galley::join_wrapped_lines {
namespace {

/// A passage of one sentence part and less than this may be a headline with a comma in it.
constexpr std::size_t kHeadlineColumns = 64;

/// A caption without a credit is shorter: 40 hanzi.
constexpr std::size_t kCaptionColumns = 80;

/// Marks that may not stand at the head of a line.
constexpr std::size_t kColumnSlack = 4;

}  // namespace

passage passage::with(const passage& next) const {
    auto out = *this;
    out.last = next.last;
    out.width_columns += next.width_columns;
    out.stop = stop || next.stop;
    out.end = end || next.end;
    return out;
}

bool is_sure(const link& one) {
    return one.rule == "wrap.comma" || one.rule == "wrap.stop" || one.rule == "wrap.number" ||
           one.rule == "wrap.small_letter" || one.rule == "wrap.hyphen";
}

going_on::going_on(const page& in, const options& how) : page_(in), how_(how) {
    for (std::size_t i = 0; i < in.lines.size(); ++i) {
        const auto& line = in.lines[i];
        lines_.push_back(
            {i, i, line.width_columns, has_inner_stop(line.text), has_inner_end(line.text)});
        stands_alone_.push_back(stands_alone(line.text));
        begins_paragraph_.push_back(begins_paragraph(line.text));
        if (line.width_columns < open_lines_of_width_.size() && !ends_sentence(line.text)) {
            ++open_lines_of_width_[line.width_columns];
        }
    }
}

std::optional<link> going_on::by_width(std::size_t i) const {
    const auto k = i + 1;
    if (page_.lines[k].blank_lines_before > 0 || !page_.full(i) || stands_alone_[i] ||
        stands_alone_[k] || begins_paragraph_[k]) {
        return std::nullopt;
    }
    if (ends_sentence(text(i))) {
        return next_sentence(k);
    }
    const bool new_one = page_.style == paragraph_style::indented && page_.lines[k].indented;
    return new_one || is_closed_by_mark(text(i)) ? std::nullopt
                                                 : std::optional(link{"wrap.page_width", 0.95});
}

/// A full line that ends a sentence: the paragraph goes on when the page shows its paragraphs
/// otherwise, by indents or by blank lines. When it shows them in neither way, a wrong join costs
/// more than a missed one.
std::optional<link> going_on::next_sentence(std::size_t k) const {
    if (page_.style == paragraph_style::indented) {
        return page_.lines[k].indented ? std::nullopt
                                       : std::optional(link{"wrap.page_width.indent", 0.85});
    }
    return page_.style == paragraph_style::blank_lines
               ? std::optional(link{"wrap.page_width.block", 0.8})
               : std::nullopt;
}

std::optional<link> going_on::by_words(const passage& before, const passage& after) const {
    const auto end = text(before.last);
    const auto& next = page_.lines[after.first];
    if (ends_sentence(end) || stands_alone_[before.last] || stands_alone_[after.first] ||
        begins_paragraph_[after.first] ||
        (directly_below(before, after) && page_.style == paragraph_style::indented &&
         next.indented)) {
        return std::nullopt;
    }
    const bool east_asian = is_cjk(last_char(end).value) || han_share(tail_of(end)) > 0.3;
    return east_asian ? chinese(before, after) : latin(before, after);
}

bool going_on::directly_below(const passage& before, const passage& after) const {
    return after.first == before.last + 1 && page_.lines[after.first].blank_lines_before == 0;
}

std::optional<link> going_on::chinese(const passage& before, const passage& after) const {
    const auto end = text(before.last);
    const auto last = last_char(end).value;
    if (!wide(before) || !before.stop || (is_item_line(text(before.first)) && !before.end) ||
        (begins_with_label(text(before.first)) && begins_with_label(text(after.first)))) {
        return std::nullopt;
    }
    if (begins_with_stop(text(after.first))) {
        return link{"wrap.stop", 0.95};
    }
    const bool paragraph_end = ends_sentence(text(after.last)) || (wide(after) && after.stop);
    if (!paragraph_end || is_closed_by_mark(end)) {
        return std::nullopt;
    }
    if (is_comma(last) || is_opener(last)) {
        return link{"wrap.comma", 0.95};
    }
    if (begins_with_formation(text(before.first))) {
        return std::nullopt;  // the last row of a line-up, above the story
    }
    if (!before.end && before.width_columns < kHeadlineColumns && !fills_column(before, after)) {
        return std::nullopt;
    }
    if (is_digit(last)) {
        return ends_with_torn_number(end) ? std::optional(link{"wrap.number", 0.9}) : std::nullopt;
    }
    return link{"wrap.sentence", 0.85};
}

/// A line as wide as three others that end no sentence either: text in a column, though too little
/// of it to call the page wrapped. Headlines do not come in four of a width.
bool going_on::fills_column(const passage& before, const passage& after) const {
    constexpr std::size_t kLeastLines = 4;
    const auto width = page_.lines[before.last].width_columns;
    std::size_t same = 0;
    for (auto w = width - std::min(width, kColumnSlack); w <= width + kColumnSlack; ++w) {
        same += w < open_lines_of_width_.size() ? open_lines_of_width_[w] : 0;
    }
    return directly_below(before, after) && same >= kLeastLines;
}

std::optional<link> going_on::latin(const passage& before, const passage& after) const {
    const auto end = text(before.last);
    const auto next = text(after.first);
    const auto last = last_char(end).value;
    if (!wide(before) || is_closed_by_mark(end)) {
        return std::nullopt;
    }
    const bool ended = ends_sentence(text(after.last));
    if (is_small_letter(first_char(next).value)) {
        const bool torn =
            is_latin_letter(last) || last == ',' || last == ';' || last == '-' || is_digit(last);
        const bool wrapped = page_.wrap_columns > 0;
        const bool runs_on = (begins_with_word(next) && (ended || wide(after) || wrapped)) ||
                             (directly_below(before, after) && is_last_word(next));
        return torn && runs_on
                   ? std::optional(link{last == '-' ? "wrap.hyphen" : "wrap.small_letter", 0.95})
                   : std::nullopt;
    }
    const bool open = ends_with_small_word(end) || (last == ',' && ended);
    return open ? std::optional(link{"wrap.small_word", 0.85}) : std::nullopt;
}

bool going_on::is_open(const passage& one) const {
    const auto end = text(one.last);
    return wide(one) && !ends_sentence(end) && !stands_alone_[one.last] &&
           !is_closed_by_mark(end) && (one.stop || one.first != one.last);
}

bool going_on::is_paragraph(const passage& one) const {
    return ends_sentence(text(one.last)) || one.end;
}

caption_block going_on::captions_at(std::size_t i) const {
    constexpr std::size_t kLines = 3;
    constexpr std::size_t kColumns = 240;
    if (is_caption_line(text(i))) {
        return {i + 1, true};
    }
    if (page_.lines[i].blank_lines_before == 0) {
        return {};
    }
    auto columns = page_.lines[i].width_columns;
    for (auto k = i + 1; k < std::min(page_.lines.size(), i + kLines); ++k) {
        columns += page_.lines[k].width_columns;
        if (page_.lines[k].blank_lines_before > 0 || columns > kColumns) {
            break;
        }
        const bool last = k + 1 == page_.lines.size() || page_.lines[k + 1].blank_lines_before > 0;
        if (is_caption_line(text(k)) && last) {
            return {k + 1, true};
        }
    }
    const bool apart = i + 1 < page_.lines.size() && page_.lines[i + 1].blank_lines_before > 0;
    return apart && may_be_caption(i) ? caption_block{i + 1, false} : caption_block{};
}

bool going_on::may_be_caption(std::size_t i) const {
    const auto line = text(i);
    const bool latin = han_share(line.substr(0, 400)) < 0.1;  // its captions are whole sentences
    return page_.lines[i].width_columns < (latin ? 2 : 1) * kCaptionColumns &&
           (latin || !ends_sentence(line)) && !is_item_line(line) && !is_dash_line(line) &&
           !is_credit_line(line) && !begins_with_stop(line) && !is_comma(last_char(line).value) &&
           !ends_with_small_word(line) && !is_all_capitals(line) &&
           !is_small_letter(first_char(line).value);
}

}  // namespace galley::join_wrapped_lines
