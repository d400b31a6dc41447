// SPDX-License-Identifier: Apache-2.0
// Who wrote it: reads credit lines and inline credits, Chinese and English, into bare names.
#pragma once
#include <galley/detail/bylines_en.hpp>
#include <galley/detail/bylines_zh.hpp>
#include <galley/detail/inline_credits.hpp>

namespace galley GALLEY_SDK_HIDDEN {

/// Reads a line as credits: "本报记者 甲 通讯员 乙丙", "□某某晚报记者 甲", "文/甲 图/乙", "(记者
/// 甲)", "By Jane Roe and JOHN DOE", "Words and pictures: Jane Roe", "Reporting by A; editing by
/// B".
/// @param line  one line without its line end; blanks around it do not matter.
/// @returns     people and outlet with spans in `line`; `whole` when nothing else stands in it.
/// @cost        linear; lines of more than 400 bytes are not looked at.
inline credits read_credits(std::string_view line) {
    const auto inner = trimmed(line, {0, line.size()});
    auto text = slice(line, inner);
    if (text.size() < 4 || text.size() > 400) {
        return {};
    }
    auto found =
        detail::has_han(text) ? detail::read_zh_credits(text) : detail::read_en_credits(text);
    found.shift(inner.begin);
    found.pictures = found.pictures || detail::only_photographers(found);
    return found;
}

/// Whether the line is nothing but credits. Bare names need two of them ("甲乙 丙丁"): a single
/// bare name is too much like any word; read_credits() shows it with confidence 0.4.
inline bool is_credit_line(const credits& found) {
    return found.whole && found.confidence >= 0.6;
}

inline bool is_credit_line(std::string_view line) {
    return is_credit_line(read_credits(line));
}

/// Credits that stand inside a paragraph and stay there: "本报讯（记者 甲）" or a dateline at its
/// head, "（记者 甲 通讯员 乙）" at its head or tail. `at` is the credit with its brackets.
/// @cost  looks at the first and the last 240 bytes only.
inline credits find_inline_credits(std::string_view paragraph) {
    auto found = detail::bracketed_credits(paragraph);
    if (found.outlet.empty()) {
        const auto opening = find_dateline(paragraph);
        if (!opening.at.empty()) {
            found.outlet = opening.agency;
            found.at = found.people.empty() ? opening.at : found.at;
            found.confidence = found.people.empty() ? 0.9 : found.confidence;
        }
    }
    return found;
}

}  // namespace GALLEY_SDK_HIDDEN
