// SPDX-License-Identifier: Apache-2.0
// Credits and datelines inside a paragraph: "本报讯（记者 甲）", "…（记者 甲）", "LONDON (AP) —".
#pragma once
#include <galley/detail/bylines_en.hpp>
#include <galley/detail/bylines_zh.hpp>

namespace galley GALLEY_SDK_HIDDEN {

/// Where a story was filed: "本报讯", "新华社某地4月2日电", "LONDON (AP) —".
struct dateline {
    span at;      ///< empty: none
    span agency;  ///< as named; empty for "本报讯"
};

namespace detail {

inline constexpr std::size_t kInlineWindow = 240;  // bytes at either end

inline credits read_bracket(std::string_view text, std::size_t open) {
    const auto c = decode_at(text, open);
    const auto begin = open + c.size_bytes;
    const auto window = text.substr(begin, kInlineWindow);
    const auto size = c.value == U'【'   ? window.find("】")
                      : c.value == U'〔' ? window.find("〕")
                                         : std::min(window.find(')'), window.find("）"));
    if (size == std::string_view::npos) {
        return {};
    }
    const auto inside = text.substr(begin, size);
    auto found = has_han(inside) ? read_zh_credits(inside) : credits{};
    found.shift(begin);
    found.at = {open, begin + size + decode_at(text, begin + size).size_bytes};
    return found.confidence >= 0.9 && !found.people.empty() ? found : credits{};
}

/// "記者甲／某地報導" with the story glued to it.
inline credits slashed_credits(std::string_view text) {
    constexpr std::size_t kLongest = 75;
    if (!text.starts_with("記者") && !text.starts_with("记者")) {
        return {};
    }
    for (const std::string_view word : {"報導", "報道", "报道"}) {
        const auto at = text.substr(0, kLongest).find(word);
        const auto head = at == std::string_view::npos ? at : at + word.size();
        const auto slash = std::min(text.find('/'), text.find("／"));
        if (head != std::string_view::npos && slash < at) {
            auto found = read_zh_credits(text.substr(0, head));
            return found.confidence >= 0.9 && !found.people.empty() ? found : credits{};
        }
    }
    return {};
}

/// The first credit in brackets near the head, or else the last one at the tail.
inline credits bracketed_credits(std::string_view text) {
    if (auto found = slashed_credits(text); !found.empty()) {
        return found;
    }
    const auto head = text.substr(0, kInlineWindow);
    for (std::size_t at = 0; at < head.size(); at += decode_at(text, at).size_bytes) {
        const auto c = decode_at(text, at).value;
        if (c == '(' || c == U'（' || c == U'【' || c == U'〔') {
            if (auto found = read_bracket(text, at); !found.empty()) {
                return found;
            }
        }
    }
    const auto floor = text.size() > kInlineWindow ? text.size() - kInlineWindow : 0;
    for (std::size_t at = text.size(); at > floor;) {
        const auto c = decode_before(text, at);
        at -= c.size_bytes;
        if (c.value == '(' || c.value == U'（') {
            return read_bracket(text, at);
        }
    }
    return {};
}

/// "某某网某地2月3日消息", "本报讯", "新华社某地4月2日电".
inline dateline zh_dateline(std::string_view text) {
    span agency;
    std::size_t at = 0;
    for (std::size_t chars = 0; at < text.size() && chars < 24; ++chars) {
        const auto c = decode_at(text, at);
        const auto next = at + c.size_bytes;
        const auto before = text.substr(0, at);
        const bool ends = c.value == U'讯' || c.value == U'訊' || c.value == U'电' ||
                          c.value == U'電' || text.substr(at).starts_with("消息");
        if (ends && chars > 1 &&
            (before.ends_with("日") || !agency.empty() ||
             longest_prefix(before, kQualifiers).size() == before.size())) {
            const auto here = text.substr(at);
            const bool foreign = here.starts_with("電報導") || here.starts_with("电报道");
            const auto end = foreign ? at + 9 : here.starts_with("消息") ? next + 3 : next;
            const auto after = decode_at(text, end).value;
            const bool own = !longest_prefix(before, kQualifiers).empty();
            const bool closed = !is_han(after) || before.ends_with("日");
            return closed && (own || !agency.empty()) ? dateline{{0, end}, own ? span{} : agency}
                                                      : dateline{};
        }
        const bool slash = !agency.empty() && is_slash(c.value);  // "中央社／台北5日電"
        if (!(is_han(c.value) || is_digit(c.value) || is_blank(c.value) || slash)) {
            return {};
        }
        if (agency.empty() && chars >= 2 && chars <= 7 && is_outlet(text.substr(0, next)) &&
            (c.value == U'社' || c.value == U'网' || c.value == U'網' || c.value == U'报' ||
             c.value == U'報' || c.value == U'台')) {
            agency = {0, next};
        }
        at = next;
    }
    return {};
}

/// "（新华社青山3月5日电）", "【中央社／台北5日電】": a dateline in brackets, or one without.
inline dateline zh_opening(std::string_view text) {
    const auto open = first_char(text);
    if (open.value != U'（' && open.value != '(' && open.value != U'【') {
        return zh_dateline(text);
    }
    auto found = zh_dateline(text.substr(open.size_bytes));
    const auto end = found.at.end + open.size_bytes;
    const auto close = decode_at(text, end);
    if (found.at.empty() || !is_closer(close.value)) {
        return {};
    }
    const auto agency = found.agency;
    return {
        {0, end + close.size_bytes},
        agency.empty() ? agency
                       : span{agency.begin + open.size_bytes, agency.end + open.size_bytes}};
}

/// "LONDON (AP) —", "OAK PARK, Ill. —", "PARIS, May 3 (Reuters) -".
inline dateline en_dateline(std::string_view text) {
    const auto head = text.substr(0, 72);
    std::size_t dash = std::string_view::npos, size = 0;
    for (const std::string_view mark : {" — ", " – ", " - ", " -- "}) {
        if (const auto found = head.find(mark); found < dash) {
            dash = found;
            size = mark.size();
        }
    }
    if (dash == std::string_view::npos || dash < 4) {
        return {};
    }
    const auto before = head.substr(0, dash);
    std::size_t capitals = 0;
    while (capitals < before.size() && before[capitals] >= 'A' && before[capitals] <= 'Z') {
        ++capitals;
    }
    if (capitals < 3 || before.find_first_of(":;?!\"") != std::string_view::npos) {
        return {};
    }
    const auto open = before.find('(');
    const auto close = before.find(')');
    span agency;
    if (open < close && close != std::string_view::npos) {
        agency = {open + 1, close};
        if (!is_latin_letter(decode_at(before, open + 1).value)) {
            return {};  // "OLNEY (11-12) — ": a team and its wins
        }
    } else if (before.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ ") < before.find(',')) {
        return {};  // small letters only behind a comma: "OAK PARK, Ill."
    }
    return {{0, dash + size - 1}, agency};
}

}  // namespace detail

/// The dateline a paragraph opens with.
/// @cost  looks at the first 72 bytes.
inline dateline find_dateline(std::string_view paragraph) {
    const auto inner = trimmed(paragraph, {0, paragraph.size()});
    const auto text = slice(paragraph, inner);
    auto found = first_char(text).value == '(' || is_cjk(first_char(text).value)
                     ? detail::zh_opening(text)
                     : detail::en_dateline(text);
    const auto shift = [&](span at) {
        return at.empty() ? at : span{at.begin + inner.begin, at.end + inner.begin};
    };
    return {shift(found.at), shift(found.agency)};
}

}  // namespace GALLEY_SDK_HIDDEN
