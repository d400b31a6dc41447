// SPDX-License-Identifier: Apache-2.0
// Decides on a few neighbouring characters.
#include "region.hpp"

#include <algorithm>
#include <iterator>

#include <galley/text.hpp>

#include "composing.hpp"

namespace galley::normalize_text {
namespace {

constexpr std::size_t kMaxReplacement = GALLEY_MAX_REPLACEMENT;
constexpr std::size_t kMaxStartersBack = 3;  // hangul has two, Sinhala two

Rule rule_of(Kind kind) {
    switch (kind) {
        case Kind::kZeroWidth:
        case Kind::kJoiner:
        case Kind::kWordBreak:
            return Rule::kZeroWidth;
        case Kind::kBidi:
        case Kind::kBidiMark:
            return Rule::kBidi;
        case Kind::kTag:
            return Rule::kTag;
        case Kind::kSoftHyphen:
            return Rule::kSoftHyphen;
        default:
            return Rule::kControl;
    }
}

/// Appends, or grows the last change when one rule drops both and they touch. What is replaced stays
/// apart, character by character: a replacement is atomic, and a decision of another plugin may begin
/// or end between any two characters.
void append(std::vector<Change>& out, Change change) {
    if (!out.empty() && out.back().rule == change.rule && out.back().at.end == change.at.begin &&
        out.back().replacement.empty() && change.replacement.empty()) {
        out.back().at.end = change.at.end;
        out.back().chars += change.chars;
        return;
    }
    out.push_back(std::move(change));
}

}  // namespace

ByteOffset Region::add(ByteOffset at) {
    const auto c = decode_at(text_, at);
    auto size = c.size_bytes;
    if (c.value == 0x1B) {
        size = std::max(size, escape_sequence_size(text_.substr(at)));
    }
    Unit unit{at, at + size, c.value, kind_of(c.value)};
    if (options_.fold_fullwidth != Fold::kOff) {
        unit.value = folded(c.value, options_.fold_fullwidth == Fold::kAll);
        unit.is_folded = unit.value != c.value;
    }
    units_.push_back(unit);
    return unit.end;
}

void Region::decide(Edges edges, std::vector<Change>& out) {
    drop_invisible();
    drop_edges(edges);
    for (std::size_t at = 0; at < units_.size();) {
        if (units_[at].is_dropped || units_[at].kind == Kind::kLineBreak) {
            emit(at, at + 1, out);
            ++at;
        } else {
            at = compose(at, out);
        }
    }
}

void Region::drop_invisible() {
    for (std::size_t i = 0; i < units_.size(); ++i) {
        auto& unit = units_[i];
        const auto kind = unit.kind;
        if (kind == Kind::kKept || kind == Kind::kBlank || kind == Kind::kLineBreak) {
            continue;
        }
        unit.is_dropped = !is_needed(i);
        unit.rule = rule_of(kind);
    }
}

/// Whether an invisible character does something where it stands.
bool Region::is_needed(std::size_t at) const {
    const auto kind = units_[at].kind;
    if (kind == Kind::kSoftHyphen) {
        return !options_.strip_soft_hyphens;
    }
    if (kind == Kind::kBidiMark) {
        if (right_to_left_ < 0) {
            right_to_left_ = has_right_to_left(text_);
        }
        return right_to_left_ == 1;
    }
    if (kind != Kind::kJoiner && kind != Kind::kWordBreak) {
        return false;
    }
    auto before = at;  // to the letter, since NFC may put marks in another order
    do {
        if (before-- == 0) {
            return false;
        }
    } while (units_[before].is_dropped || is_mark(units_[before].value));
    const auto left = units_[before].value;
    if (kind == Kind::kWordBreak) {
        return uses_word_breaks(left);
    }
    if (units_[before].kind == Kind::kKept && uses_joiners(left)) {
        return true;
    }
    auto after = at + 1;
    while (after < units_.size() && units_[after].kind != Kind::kKept &&
           units_[after].kind != Kind::kBlank && units_[after].kind != Kind::kJoiner &&
           units_[after].kind != Kind::kLineBreak) {
        ++after;
    }
    return units_[at].value == 0x200D && after < units_.size() && is_emoji(units_[after].value) &&
           (is_emoji(left) || is_emoji_modifier(left));
}

void Region::drop_edges(Edges edges) {
    std::size_t begin = 0;
    bool leads = edges.line_begins;
    for (std::size_t i = 0; i < units_.size(); ++i) {
        if (units_[i].kind == Kind::kLineBreak) {
            drop_blanks(begin, i, leads, true);
            begin = i + 1;
            leads = true;
        }
    }
    drop_blanks(begin, units_.size(), leads, edges.line_ends);
}

/// Blanks at the edges of units [begin, end); dropped ones do not count.
void Region::drop_blanks(std::size_t begin, std::size_t end, bool leads, bool trails) {
    const auto is_edge = [](const Unit& unit) {
        return unit.is_dropped || unit.kind == Kind::kBlank;
    };
    const auto drop = [](Unit& unit, Rule rule) {
        if (!unit.is_dropped) {
            unit.is_dropped = true;
            unit.rule = rule;
        }
    };
    const auto at = [this](std::size_t i) {
        return units_.begin() + static_cast<std::ptrdiff_t>(i);
    };
    auto last = at(end);
    while (trails && last != at(begin) && is_edge(*std::prev(last))) {
        drop(*--last, Rule::kTrailingBlank);
    }
    for (auto one = at(begin); leads && options_.strip_indent && one != last && is_edge(*one);
         ++one) {
        drop(*one, Rule::kIndent);
    }
}

/// Kept units that NFC looks at together: a starter, starters that may join it, marks.
std::size_t Region::end_of_letter(std::size_t at) const {
    bool marked = is_mark(units_[at].value);
    std::size_t starters = 0;
    auto end = at + 1;
    for (auto i = end; i < units_.size(); ++i) {
        if (units_[i].is_dropped) {
            continue;
        }
        const auto c = units_[i].value;
        const bool mark = units_[i].kind == Kind::kKept && is_mark(c);
        const bool back = units_[i].kind == Kind::kKept && !marked && starters < kMaxStartersBack &&
                          may_compose_back(c);
        if (!mark && !back) {
            break;
        }
        marked = marked || mark;
        starters += back;
        end = i + 1;
    }
    return end;
}

/// @returns  the unit behind the letter that begins at `at`.
std::size_t Region::compose(std::size_t at, std::vector<Change>& out) {
    const auto end = end_of_letter(at);
    const bool alone = end == at + 1;
    if (alone && !units_[at].is_folded && !is_changed_alone(units_[at].value)) {
        return end;
    }
    letter_.clear();
    std::string kept;
    std::size_t marks = 0;
    bool any_folded = false;
    for (auto i = at; i < end; ++i) {
        if (!units_[i].is_dropped) {
            letter_.push_back(units_[i].value);
            kept.append(text_.substr(units_[i].begin, units_[i].end - units_[i].begin));
            marks += is_mark(units_[i].value);
            any_folded = any_folded || units_[i].is_folded;
        }
    }
    auto replacement = composed(letter_);
    if (replacement == kept || replacement.empty() || replacement.size() > kMaxReplacement) {
        emit(at, end, out);
        return end;
    }
    const auto rule = alone && any_folded ? Rule::kFullwidth
                      : marks > kMaxMarks ? Rule::kMarks
                                          : Rule::kNfc;
    append(
        out,
        {{units_[at].begin, units_[end - 1].end}, std::move(replacement), rule, letter_.size()});
    return end;
}

/// Strips what is dropped of units [begin, end), and turns line breaks into LF.
void Region::emit(std::size_t begin, std::size_t end, std::vector<Change>& out) const {
    for (auto i = begin; i < end; ++i) {
        const auto& unit = units_[i];
        if (unit.is_dropped) {
            append(out, {{unit.begin, unit.end}, {}, unit.rule});
        } else if (unit.kind == Kind::kLineBreak) {
            append(out, {{unit.begin, unit.end}, "\n", Rule::kLineBreak});
        }
    }
}

}  // namespace galley::normalize_text
