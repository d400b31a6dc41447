// SPDX-License-Identifier: Apache-2.0
// Scores the lines above the body: place, shape, neighbours, and words that the body takes up.
#include "head.hpp"

#include <algorithm>
#include <unordered_set>

#include <galley/bylines.hpp>
#include <galley/dates.hpp>
#include <galley/shapes.hpp>

#include "masthead.hpp"

namespace galley::lift_headline {
namespace {

constexpr std::size_t kBodySample = 4000;  // bytes of the body that a headline is compared with

bool is_source_line(std::string_view line) {
    return char_count(line) <= 80 && !ends_sentence(line) &&
           (line.find("来源") != std::string_view::npos || first_iso_date(line).has_value());
}

/// What stands behind a headline and nowhere else.
bool follows_headline(std::string_view line) {
    return is_dash_line(line) || is_source_line(line) || read_credits(line).confidence >= 0.6;
}

std::string_view without_label(std::string_view line) {
    for (const std::string_view label : {"标题：", "标题:", "標題：", "標題:"}) {
        if (line.starts_with(label)) {
            return trim(line.substr(label.size()));
        }
    }
    return line;
}

/// "… (Some Agency/Jane Roe)": a caption ends with its credit.
bool ends_with_credit(std::string_view line) {
    const auto open = line.rfind('(');
    return line.ends_with(")") && open != std::string_view::npos &&
           line.substr(open).find_first_of("/©") != std::string_view::npos;
}

/// "首页 资讯 知识 …": the first word of a site's menu.
bool is_menu(std::string_view line) {
    for (const std::string_view word : {"首页", "首頁", "网站地图", "網站地圖"}) {
        if (line.find(word) != std::string_view::npos) {
            return true;
        }
    }
    return false;
}

/// "发文机关：" over "某某市人民政府": a form, unless its label is "标题".
bool is_form_value(const article& in, std::size_t i) {
    const auto label = i == 0 ? std::string_view{} : in.lines[i - 1].text;
    return (label.ends_with("：") || label.ends_with(":")) && char_count(label) <= 16 &&
           label.find("题") == std::string_view::npos && label.find("題") == std::string_view::npos;
}

/// "肩题：…": a line that says it is the kicker.
bool is_labelled_kicker(std::string_view line) {
    for (const std::string_view label : {"肩题", "引题", "眉题", "肩題", "引題", "眉題"}) {
        const auto rest = line.substr(std::min(label.size(), line.size()));
        if (line.starts_with(label) && (rest.starts_with("：") || rest.starts_with(":"))) {
            return true;
        }
    }
    return false;
}

/// "问：…", "Q: …": a turn of an interview. Headlines quote people by their names.
bool is_turn(std::string_view line) {
    for (const std::string_view who :
         {"问", "答", "問", "记者", "記者", "主持人", "Q", "A", "Question", "Answer"}) {
        const auto rest = line.substr(std::min(who.size(), line.size()));
        if (line.starts_with(who) && (rest.starts_with("：") || rest.starts_with(":"))) {
            return true;
        }
    }
    return false;
}

bool may_be_headline(const article& in, std::size_t i) {
    const auto text = without_label(in.lines[i].text);
    if (is_turn(text) || is_labelled_kicker(text)) {
        return false;
    }
    return is_headline_shaped(without_site(text)) && !is_source_line(text) &&
           read_credits(text).confidence < 0.6 && !is_body_line(text) && !ends_with_credit(text) &&
           !is_menu(text) && !is_form_value(in, i) && text.find(" > ") == std::string_view::npos &&
           text.find("»") == std::string_view::npos;
}

class chooser {
  public:
    chooser(const article& in, const options& how, bool is_signed)
        : in_(in), how_(how), is_signed_(is_signed), begin_(find_masthead(in).end) {
        const auto end = std::min(in.body, how.max_head_lines);
        while (begin_ < in.body && is_labelled_kicker(in.lines[begin_].text)) {
            ++begin_;
        }
        for (const auto& line : in.lines) {
            if (line.text.size() <= 600) {
                ++seen_[std::hash<std::string_view>{}(line.text) % seen_.size()];
            }
        }
        if (in.body < in.lines.size()) {
            body_words_ = words_of(in.text.substr(in.lines[in.body].at.begin, kBodySample));
        }
        for (auto i = begin_; i < end; ++i) {
            consider(i);
        }
    }

    std::optional<headline> chosen() const {
        if (best_score_ < how_.min_score) {
            return std::nullopt;
        }
        const auto at = above_deck(best_);
        headline out{at, at, {}, "headline.line", std::min(0.98, 0.6 + best_score_ / 20)};
        widen(out);
        if (out.value.empty()) {
            const auto text = without_label(in_.lines[at].text);
            out.value = std::string(without_site(text));
            out.rule = out.value.size() < text.size() ? "headline.site_suffix" : out.rule;
        }
        return out;
    }

  private:
    void consider(std::size_t i) {
        if (!may_be_headline(in_, i)) {
            return;
        }
        const auto score = score_of(i);
        if (score > best_score_) {
            best_score_ = score;
            best_ = i;
        }
    }

    /// English papers set a deck of one clause under the headline, with the section's name in
    /// between or not; it shares more words with the body.
    std::size_t above_deck(std::size_t i) const {
        const auto under = in_.lines[i].text;
        const bool section = i > begin_ && word_count(in_.lines[i - 1].text) <= 3;
        const auto back = section ? 2U : 1U;
        if (i < begin_ + back || !may_be_headline(in_, i - back) || han_share(under) > 0.3) {
            return i;
        }
        const auto above = in_.lines[i - back].text;
        const bool deck = word_count(above) >= 5 && above.size() < under.size();
        return deck && score_of(i - back) >= how_.min_score ? i - back : i;
    }

    double score_of(std::size_t i) const {
        const auto text = without_site(without_label(in_.lines[i].text));
        const bool han = han_share(text) > 0.3;
        const auto size = han ? char_count(text) : word_count(text) * 2;
        const bool over_body = is_signed_ && i == begin_ && i + 1 == in_.body;
        const bool followed =
            over_body || (i + 1 < in_.lines.size() && follows_headline(in_.lines[i + 1].text));
        double score = i == begin_ ? 1.5 : 0.0;
        score += size >= 10 ? 1.0 : size <= 6 && !(followed && i == begin_) ? -1.0 : 0.0;
        score += followed ? 1.5 : 0.0;
        score += repeated(i) ? 1.5 : 0.0;
        score += text.size() < in_.lines[i].text.size() ? -0.5 : 0.0;
        return score + 4 * share_in(body_words_, text);
    }

    bool repeated(std::size_t i) const {
        const auto text = in_.lines[i].text;
        return seen_[std::hash<std::string_view>{}(text) % seen_.size()] > 1 &&
               std::count_if(in_.lines.begin(), in_.lines.end(), [&](const article_line& line) {
                   return line.text == text;
               }) > 1;
    }

    /// A headline of several lines, when the lines say so themselves.
    void widen(headline& out) const {
        if (official_title(out) || couplet(out)) {
            return;
        }
        while (out.last + 1 < in_.body && adjacent(out.last) && runs_on(out.last)) {
            ++out.last;
        }
        while (out.first > begin_ && adjacent(out.first - 1) && runs_on(out.first - 1)) {
            --out.first;
        }
        if (out.first != out.last) {
            out.value = joined(out, "");
            out.rule = "headline.wrapped";
        }
    }

    /// "某某市人民政府关于 / 某某事项 / 的通告": centred over several lines.
    bool official_title(headline& out) const {
        const auto [first, end] = block(out.first);
        constexpr std::string_view kKinds[] = {
            "通告",
            "通知",
            "公告",
            "意见",
            "办法",
            "决定",
            "方案",
            "规定",
            "批复",
            "函",
            "令",
            "公示",
            "通报"};
        for (auto last = end; last > first; --last) {
            const auto value = joined({first, last, {}, {}, 0}, "");
            if (value.find("关于") != std::string::npos && char_count(value) <= 100 &&
                !detail::longest_suffix(value, kKinds).empty()) {
                out = {first, last, value, "headline.official", 0.9};
                return true;
            }
        }
        return false;
    }

    /// Two lines of the same length that stand by themselves.
    bool couplet(headline& out) const {
        auto [first, last] = block(out.first);
        const bool parallel =
            last == first + 1 && in_.lines[first].text != in_.lines[last].text &&
            char_count(in_.lines[first].text) >= 6 &&
            char_count(in_.lines[first].text) == char_count(in_.lines[last].text) &&
            han_share(in_.lines[first].text) > 0.9 && has_blank_lines();
        if (parallel) {
            out = {first, last, joined({first, last, {}, {}, 0}, " "), "headline.couplet", 0.85};
        }
        return parallel;
    }

    /// The lines around i without a blank line in between, all of headline shape.
    std::pair<std::size_t, std::size_t> block(std::size_t i) const {
        auto first = i;
        auto last = i;
        const auto part = [&](std::size_t k) {  // "的通告": the end of a headline, never all of it
            return may_be_headline(in_, k) ||
                   (all_han(in_.lines[k].text) && char_count(in_.lines[k].text) < 5);
        };
        while (last + 1 < in_.body && adjacent(last) && part(last + 1) && last - first < 5) {
            ++last;
        }
        while (first > begin_ && adjacent(first - 1) && may_be_headline(in_, first - 1) &&
               last - first < 5) {
            --first;
        }
        return {first, last};
    }

    bool adjacent(std::size_t i) const {
        return i + 1 < in_.lines.size() && !in_.lines[i + 1].after_blank;
    }

    bool has_blank_lines() const {
        return in_.body < in_.lines.size() && in_.lines[in_.body].after_blank;
    }

    /// Whether the line cannot be the end of a headline, or the next cannot begin one.
    bool runs_on(std::size_t i) const {
        const auto text = in_.lines[i].text;
        const auto next = in_.lines[i + 1].text;
        if (is_credit_line(next) || (!is_headline_shaped(next) && char_count(next) > 60)) {
            return false;
        }
        for (const std::string_view end :
             {"的",
              "和",
              "与",
              "及",
              "在",
              "对",
              "、",
              " of",
              " the",
              " and",
              " to",
              " for",
              " in",
              " a",
              " with"}) {
            if (text.ends_with(end)) {
                return true;
            }
        }
        for (const std::string_view begin : {"的", "和", "与", "及", "、"}) {
            if (next.starts_with(begin)) {
                return !is_body_line(next);
            }
        }
        return false;
    }

    std::string joined(const headline& lines, std::string_view between) const {
        std::string out;
        for (auto i = lines.first; i <= lines.last; ++i) {
            const auto text = in_.lines[i].text;
            const bool latin =
                !out.empty() && !is_cjk(first_char(text).value) && !is_cjk(last_char(out).value);
            out += out.empty() ? "" : latin ? " " : between;
            out += text;
        }
        return out;
    }

    const article& in_;
    options how_;
    bool is_signed_;
    std::size_t begin_;  ///< the first line behind the paper's name and folio
    std::vector<unsigned> seen_ = std::vector<unsigned>(4096);
    std::unordered_set<std::string> body_words_;
    std::size_t best_ = 0;
    double best_score_ = 0;
};

}  // namespace

std::optional<headline> find_headline(const article& in, const options& how, bool is_signed) {
    return chooser(in, how, is_signed).chosen();
}

}  // namespace galley::lift_headline
