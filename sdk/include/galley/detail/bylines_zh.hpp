// SPDX-License-Identifier: Apache-2.0
// Chinese credit lines, simplified and traditional: a line is words, role words decide what they
// are.
#pragma once
#include <algorithm>

#include <galley/detail/byline_filing_zh.hpp>
#include <galley/detail/byline_words_zh.hpp>

namespace galley GALLEY_SDK_HIDDEN {
namespace detail {

inline bool is_credit_mark(char32_t c) {
    return c == U'□' || c == U'■' || c == U'●' || c == U'◎' || c == U'▲' || c == U'△' ||
           c == U'◇' || c == U'◆' || c == U'★' || c == U'☆' || c == U'○' || c == U'—';
}

inline bool is_credit_separator(char32_t c) {
    return is_blank(c) || is_slash(c) || c == U'、' || c == ',' || c == U'，' || c == '|' ||
           c == U'｜' || c == ';' || c == U'；' || c == '(' || c == ')' || c == U'（' ||
           c == U'）' || c == U'【' || c == U'】' || c == '[' || c == ']' || c == U'〔' ||
           c == U'〕';
}

template <class Table>
bool holds(const Table& table, std::string_view word) {
    return std::ranges::any_of(table, [&](std::string_view entry) {
        return entry.size() == word.size() && stands_at(word, 0, entry);
    });
}

/// "某某晚报", "某某新闻·某某商报".
inline bool is_outlet(std::string_view text) {
    if (const auto dot = text.find("·"); dot != std::string_view::npos) {
        return is_outlet(text.substr(0, dot)) || is_outlet(text.substr(dot + 2));
    }
    const auto chars = char_count(text);
    return chars >= 3 && chars <= 14 && all_han(text) && !longest_suffix(text, kOutletEnds).empty();
}

inline constexpr std::size_t kMaxWordBytes = 96;  // more is a sentence

class zh_credit_reader {
  public:
    explicit zh_credit_reader(std::string_view text) : text_(text) {}

    credits read() {
        std::size_t at = 0;
        while (at < text_.size() && is_credit_mark(decode_at(text_, at).value)) {
            at += decode_at(text_, at).size_bytes;
        }
        while (at < text_.size() && !failed_) {
            at = next_word(at);
        }
        finish();
        return failed_ ? credits{} : std::move(out_);
    }

  private:
    std::size_t next_word(std::size_t at) {
        slash_before_ = false;
        std::size_t begin = at;
        while (begin < text_.size() && is_credit_separator(decode_at(text_, begin).value)) {
            const auto c = decode_at(text_, begin).value;
            slash_before_ = slash_before_ || is_slash(c);
            closed_ = closed_ || (begin > 0 && (c == ')' || c == U'）'));
            begin += decode_at(text_, begin).size_bytes;
        }
        std::size_t end = begin;
        while (end < text_.size() && !is_credit_separator(decode_at(text_, end).value)) {
            const auto c = decode_at(text_, end);
            failed_ = failed_ || !(is_han(c.value) || c.value == U'·');
            end += c.size_bytes;
        }
        slash_after_ = end < text_.size() && is_slash(decode_at(text_, end).value);
        last_ = end == text_.size();
        failed_ = failed_ || (closed_ && begin < end);  // "本报讯（记者 甲）今天"
        failed_ = failed_ || end - begin > kMaxWordBytes;
        if (begin < end && !failed_) {
            word({begin, end}, false);
        }
        return end;
    }

    void word(span at, bool glued) {
        auto text = slice(text_, at);
        text.remove_suffix(longest_suffix(text, kAsides).size());  // "/文受访者供图"
        if (text.empty()) {
            return;
        }
        at.end = at.begin + text.size();
        if (!glued && (holds(kTaskRoles, text) || holds(kPhotoRoles, text))) {
            return task(holds(kPhotoRoles, text));
        }
        const auto found = find_role(text);
        if (found.empty()) {
            return words_without_role(at, glued);
        }
        const span head{at.begin, at.begin + found.begin};
        const span rest{at.begin + found.end, at.end};
        if (!head.empty() && !before_role(head)) {
            failed_ = true;
            return;
        }
        set_role(slice(text, found), span{head.begin, at.begin + found.end});
        if (!rest.empty()) {
            word(rest, true);
        }
    }

    static span find_role(std::string_view text) {
        for (std::size_t at = 0; at < text.size(); at += decode_at(text, at).size_bytes) {
            const auto role = longest_prefix(text.substr(at), kRoles);
            if (!role.empty()) {
                return {at, at + role.size()};
            }
        }
        return {};
    }

    /// What stands before a role word in the same word: names of the role before, or an outlet.
    bool before_role(span head) {
        const auto text = slice(text_, head);
        if (role_seen_ && !is_outlet(text) && longest_prefix(text, kQualifiers).empty()) {
            return add_names(head, true);
        }
        return affiliation(head);
    }

    bool affiliation(span at) {
        auto text = slice(text_, at);
        for (auto cut = longest_suffix(text, kQualifiers); !cut.empty();
             cut = longest_suffix(text, kQualifiers)) {
            text.remove_suffix(cut.size());
        }
        if (text.empty()) {
            return true;
        }
        if (!longest_prefix(text, kQualifiers).empty()) {
            return char_count(text) <= 8;  // "本报驻某地记者"
        }
        if (is_outlet(text)) {
            out_.outlet = {at.begin, at.begin + text.size()};
            return true;
        }
        return false;
    }

    void set_role(std::string_view role, span written) {
        const bool editor = role.ends_with("编") || role.ends_with("編") ||
                            role.ends_with("编辑") || role.ends_with("編輯");
        begin_role(editor ? credit_role::editor : credit_role::author);
        desk_ = role.ends_with("员") || role.ends_with("員") || written.size() > role.size()
                    ? written
                    : span{};
        desk_ = role.starts_with("通") || editor ? span{} : desk_;
    }

    void begin_role(credit_role role) {
        role_ = role;
        role_seen_ = true;
        before_names_ = true;
        waiting_ = true;
        roleless_from_ = out_.people.size();
    }

    /// 文, 图, 摄 … : before its names or behind them.
    void task(bool photo) {
        const auto role = photo ? credit_role::photographer : credit_role::author;
        const bool behind =
            roleless_from_ < out_.people.size() && !(slash_after_ && !slash_before_);
        if (behind) {
            for (; roleless_from_ < out_.people.size(); ++roleless_from_) {
                out_.people[roleless_from_].role = role;
            }
            role_seen_ = true;
            before_names_ = false;
        } else if (!last_ && !(waiting_ && role_ == credit_role::author)) {
            begin_role(role);
        } else if (last_ && photo && !slash_before_) {
            for (auto& one : out_.people) {
                one.role = role;  // "记者 甲 摄"
            }
        }
    }

    void words_without_role(span at, bool glued) {
        const auto text = slice(text_, at);
        if (char_count(text) == 1) {
            return single(at);
        }
        if (!role_seen_ && text.size() > 6 && (text.ends_with("摄") || text.ends_with("攝")) &&
            is_han_name(text.substr(0, text.size() - 3))) {
            add({at.begin, at.end - 3}, credit_role::photographer);
            role_seen_ = true;
            return;
        }
        if (role_seen_ ? add_names(at, glued) : bare_name(at)) {
            return;
        }
        failed_ = !is_outlet(text);  // the line may be the name of a paper
        out_.outlet = at;
    }

    /// "李　明": a name of two characters set apart to the width of three.
    void single(span at) {
        const auto text = slice(text_, at);
        if (single_.empty()) {
            failed_ = !begins_with_surname(text);
            single_ = at;
            return;
        }
        add({single_.begin, at.end}, role_);
        out_.people.back().name = std::string(slice(text_, single_)) + std::string(text);
        single_ = {};
    }

    bool bare_name(span at) {
        if (!is_han_name(slice(text_, at))) {
            return false;
        }
        add(at, credit_role::author);
        return true;
    }

    bool add_names(span at, bool glued) {
        const auto text = slice(text_, at);
        if (!longest_prefix(text, kNotNames).empty() && !is_han_name(text)) {
            return false;
        }
        if (text.find("·") != std::string_view::npos && !is_outlet(text)) {
            add(at, role_);
            return true;
        }
        const auto cuts = cut_han_names(text);
        const bool pen_name = cuts.size() == 1 && !is_han_name(text) && char_count(text) <= 4;
        if (cuts.empty() || (pen_name && (glued || char_count(text) > 3)) || denied(text)) {
            return false;
        }
        for (const auto cut : cuts) {
            add({at.begin + cut.begin, at.begin + cut.end}, role_);
        }
        return true;
    }

    static bool denied(std::string_view text) {
        return holds(kNotNames, text) || (is_outlet(text) && !is_han_name(text));
    }

    void add(span at, credit_role role) {
        out_.people.push_back({at, std::string(slice(text_, at)), role});
        waiting_ = false;
        desk_ = {};
        roleless_from_ = before_names_ ? out_.people.size() : roleless_from_;
    }

    void finish() {
        failed_ = failed_ || !single_.empty();
        if (!desk_.empty() && out_.people.empty()) {
            add(desk_, credit_role::desk);
        }
        failed_ = failed_ || out_.empty();
        const bool bare = !role_seen_;
        const double unsure = out_.people.size() > 1 ? 0.7 : out_.people.empty() ? 0.5 : 0.4;
        out_.confidence = bare ? unsure : out_.people.empty() ? 0.5 : 0.95;
        out_.at = {0, text_.size()};
        out_.whole = true;
    }

    std::string_view text_;
    credits out_;
    credit_role role_ = credit_role::author;
    span desk_, single_;
    std::size_t roleless_from_ = 0;
    bool role_seen_ = false, before_names_ = false, waiting_ = false, failed_ = false;
    bool slash_before_ = false, slash_after_ = false, closed_ = false, last_ = false;
};

/// @param text  may end with where it was filed: "記者甲／某地報導", "某社記者甲某地5日電".
inline credits read_zh_credits(std::string_view text) {
    const auto end = filing_begin(text);
    auto found = zh_credit_reader(text.substr(0, end)).read();
    if (end < text.size() && found.whole) {
        found.at = {0, text.size()};
        found.confidence = std::max(found.confidence, 0.9);
    }
    return found;
}

}  // namespace detail
}  // namespace GALLEY_SDK_HIDDEN
