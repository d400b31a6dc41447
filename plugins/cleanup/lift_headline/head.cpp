// SPDX-License-Identifier: Apache-2.0
// Scores the lines above the body: place, shape, neighbours, and words that the body takes up.
#include "head.hpp"

#include <algorithm>
#include <unordered_set>

#include <galley/bylines.hpp>
#include <galley/shapes.hpp>

#include "candidates.hpp"
#include "masthead.hpp"

namespace galley::lift_headline {
namespace {

constexpr double kThird = 0.33;
constexpr std::size_t kBodySample = 4000;  // bytes of the body that a headline is compared with

class chooser {
  public:
    chooser(const article& in, const options& how, bool is_signed)
        : in_(in), how_(how), is_signed_(is_signed), begin_(find_masthead(in).end) {
        const auto end = std::min(in.body, how.max_head_lines);
        while (begin_ < in.body && is_labelled_kicker(in.lines[begin_].text)) {
            ++begin_;
        }
        skip_sections();
        for (const auto& line : in.lines) {
            if (line.text.size() <= 600) {
                ++seen_[std::hash<std::string_view>{}(line.text) % seen_.size()];
            }
        }
        if (in.body < in.lines.size()) {
            body_words_ = words_of(in.text.substr(in.lines[in.body].at.begin, kBodySample));
        }
        const auto told = first_sentence(end);
        for (auto i = begin_; i < told; ++i) {
            consider(i);
        }
        if (best_score_ < how_.min_score) {
            for (auto i = told; i < end; ++i) {
                consider(i);
            }
        }
    }

    std::optional<headline> chosen() const {
        const bool scored = best_score_ >= how_.min_score;
        if (!scored && !stands_over_deck()) {
            return std::nullopt;
        }
        const auto at = scored ? above_deck(best_) : begin_;
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
    /// Names of sections over the headline, a line each.
    void skip_sections() {
        auto i = begin_;
        while (i < in_.body && i < begin_ + 3 && is_section(in_.lines[i].text)) {
            ++i;
        }
        const bool over_body = is_signed_ && i + 1 == in_.body;
        const bool first = i < in_.body && (over_body || han_share(in_.lines[i].text) > 0.3);
        begin_ = first && may_be_headline(in_, i) ? i : begin_;
    }

    /// A short headline whose words the body does not take up, over its deck and a byline.
    bool stands_over_deck() const {
        const auto deck = begin_ + 1;
        if (deck >= in_.body || deck + 1 >= in_.lines.size() || !may_be_headline(in_, begin_) ||
            !may_be_headline(in_, deck)) {
            return false;
        }
        const auto size = char_count(in_.lines[begin_].text);
        const bool closed = (is_signed_ && is_body_line(in_.lines[deck + 1].text)) ||
                            follows_headline(in_.lines[deck + 1].text);
        return closed && size < char_count(in_.lines[deck].text);
    }

    /// The first line of running text above the body. A line behind it is the headline only where
    /// none before it can be: a list or a table may part the story's first sentences from the rest.
    std::size_t first_sentence(std::size_t end) const {
        auto i = begin_;
        while (i < end && !is_body_line(in_.lines[i].text)) {
            ++i;
        }
        return i;
    }

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
        const bool shorter =
            word_count(above) >= (back == 1 ? 4 : 5) && above.size() < under.size();
        const bool told = word_count(above) >= 5 && back == 1 &&
                          without_site(above) != without_site(under) &&
                          (is_result(under) || share_in(body_words_, above) >= kThird);
        if (above.find('|') != std::string_view::npos) {
            return i;  // "Some Courier | Elections"
        }
        if (is_result(under) && told) {
            return i - back;
        }
        return (shorter || told) && score_of(i - back) >= how_.min_score ? i - back : i;
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
