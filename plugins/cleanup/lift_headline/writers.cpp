// SPDX-License-Identifier: Apache-2.0
// Credit lines are taken where a paper puts them: under the headline, under the body.
#include "writers.hpp"

#include <algorithm>

#include <galley/bylines.hpp>
#include <galley/dates.hpp>
#include <galley/shapes.hpp>

#include "credit_lines.hpp"

namespace galley::lift_headline {
namespace {

constexpr std::size_t kTailLines = 200;  // looked at for a credit behind the last paragraphs
constexpr double kNamesOnly = 0.6;       // two names or more

class writers {
  public:
    writers(
        const article& in,
        const std::optional<headline>& title,
        const std::vector<std::string>& bylines,
        findings& out)
        : in_(in),
          title_(title),
          bylines_(bylines),
          out_(out),
          taken_(in.lines.size()),
          found_author_(!bylines.empty()) {
        read_.emplace_back();
        which_.assign(in.lines.size(), 0);
        for (std::size_t i = 0; i < in.lines.size(); ++i) {
            auto found = read_dated_credits(in.lines[i].text);
            if (found.confidence > 0) {
                which_[i] = read_.size();
                read_.push_back(std::move(found));
            }
        }
    }

    void find() {
        head();
        if (!found_author_) {
            tail();
        }
        if (!found_author_) {
            only_byline();
        }
        outlets_beside();
        contributors();
        inside();
    }

  private:
    std::string_view line(std::size_t i) const { return in_.lines[i].text; }

    const credits& credits_of(std::size_t i) const { return read_[which_[i]]; }

    /// Under the headline: a line that names its role, or else bare names directly behind it.
    void head() {
        auto end = std::min(in_.lines.size(), in_.body + 2);
        for (std::size_t i = 0; i < end; ++i) {
            if (take(i, kRoleSaid, "byline.head")) {
                end = i >= in_.body ? std::min(in_.lines.size(), end + 1) : end;
            } else {
                begins_with_byline(i);
            }
        }
        if (!title_ || found_author_) {
            return;
        }
        auto next = title_->last + 1;
        while (next < end && is_dash_line(line(next))) {
            ++next;
        }
        if (next >= end || take(next, kNamesOnly, "byline.names")) {
            return;
        }
        for (auto i = next; i + 1 < std::min(in_.lines.size(), next + 4) && !found_author_; ++i) {
            take_with_title(i);
        }
    }

    /// "Jane Roe" over "Politics reporter @jroe".
    void take_with_title(std::size_t i) {
        const auto& found = credits_of(i);
        const auto below = line(i + 1);
        const auto handle = below.find('@');
        const auto title = trim(below.substr(0, handle));
        const bool says = below.size() <= 80 && detail::last_word_in(detail::kTitleWords, title);
        if (found.whole && found.people.size() == 1 && says && !detail::has_han(line(i))) {
            keep(i, found, "byline.title", 0.8);
            strip(i + 1, "byline", "byline.title", 0.8);
        }
    }

    /// Under the last paragraph; furniture may follow.
    void tail() {
        bool after_body = false;
        for (auto i = in_.body; i < in_.lines.size(); ++i) {
            const auto& found = credits_of(i);
            const bool outlet = found.whole && found.people.empty() && !found.outlet.empty();
            const bool last = i + 4 >= in_.lines.size();
            if (after_body && !found_author_) {
                take(i, last ? kNamesOnly : kRoleSaid, "byline.tail");
            }
            after_body = is_body_line(line(i)) || ends_sentence(line(i)) ||
                         (after_body && (outlet || taken_[i]));
        }
    }

    /// "By Jane Roe" with more behind it that cannot be read: the line stays, the names are noted.
    void begins_with_byline(std::size_t i) {
        const auto& found = credits_of(i);
        if (!taken_[i] && !found.whole && !found.pictures && found.confidence >= kRoleSaid &&
            line(i).size() <= found.at.end + 60) {
            for (const auto& one : found.people) {
                name(one, in_.lines[i].at.begin, line(i));
                found_author_ = true;
            }
        }
    }

    /// The one line of the text that names its author, wherever furniture has left it. Two are the
    /// bylines of a list.
    void only_byline() {
        std::size_t lines = 0;
        std::size_t at = 0;
        for (std::size_t i = 0; i < in_.lines.size(); ++i) {
            const auto& found = credits_of(i);
            const bool author = found.whole && !found.pictures && found.confidence >= kRoleSaid &&
                                !found.people.empty() &&
                                found.people.front().role == credit_role::author;
            lines += author ? 1 : 0;
            at = author ? i : at;
        }
        if (lines == 1) {
            take(at, kRoleSaid, "byline.only");
        }
    }

    /// Strips the line when it is credits, at least as sure as `confidence`.
    bool take(std::size_t i, double confidence, std::string_view rule) {
        const auto& found = credits_of(i);
        if (taken_[i] || found.confidence < confidence || found.pictures ||
            !(found.whole || rest_is_date(line(i), found))) {
            return false;
        }
        keep(i, found, rule, found.confidence);
        return true;
    }

    void keep(std::size_t i, const credits& found, std::string_view rule, double confidence) {
        const auto from = in_.lines[i].at.begin;
        bool authors = false;
        bool editors = false;
        for (const auto& one : found.people) {
            authors = authors || one.role == credit_role::author || one.role == credit_role::desk;
            editors = editors || one.role == credit_role::editor;
            name(one, from, line(i));
        }
        found_author_ = found_author_ || authors;
        outlet(found, from);
        const auto date = find_date(line(i), found.whole ? 0 : found.at.end);
        if (date && date->iso() && (!found.whole || found.at.begin > 0)) {
            say("published", *date->iso(), {date->at.begin + from, date->at.end + from});
        }
        strip(i, editors && !authors ? "editor_line" : "byline", rule, confidence);
    }

    void name(const credited& one, ByteOffset from, std::string_view context) {
        const span at{one.at.begin + from, one.at.end + from};
        if (one.role == credit_role::author || one.role == credit_role::desk) {
            say("byline", one.name, at);
        } else if (one.role == credit_role::editor) {
            const bool responsible = context.find("责") != std::string_view::npos ||
                                     context.find("責") != std::string_view::npos;
            say(responsible ? "responsible_editor" : "editor", one.name, at);
        }
    }

    void outlet(const credits& found, ByteOffset from) {
        if (!found.outlet.empty()) {
            const span at{found.outlet.begin + from, found.outlet.end + from};
            const auto name = slice(in_.text, at);
            say("source",
                name.size() <= 5 ? std::string(name) : tidy_name(name),
                at);  // "AFP" stays
        }
    }

    void say(std::string_view key, std::string value, span at) {
        const bool known =
            std::any_of(out_.fields.begin(), out_.fields.end(), [&](const found_field& one) {
                return one.key == key &&
                       (one.value == value || key == "source" || key == "published");
            });
        if (!known) {
            out_.fields.push_back({key, std::move(value), at});
        }
    }

    void strip(std::size_t i, std::string_view category, std::string_view rule, double confidence) {
        taken_[i] = true;
        out_.strips.push_back({in_.lines[i].whole, category, rule, confidence});
        out_.layers.push_back({in_.lines[i].at, "byline"});
    }

    /// "Associated Press" or "某某晚报·某某号" by itself beside a stripped byline; an agency with
    /// its place ("AFP, PARIS") under the headline.
    void outlets_beside() {
        for (std::size_t i = 0; i < in_.lines.size(); ++i) {
            const bool beside =
                (i > 0 && taken_[i - 1]) || (i + 1 < taken_.size() && taken_[i + 1]);
            const bool below = title_ && i == title_->last + 1;
            if (taken_[i] || !(beside || below)) {
                continue;
            }
            const auto& found = credits_of(i);
            if (found.whole && found.people.empty() && !found.outlet.empty() &&
                found.confidence >= (beside ? 0.5 : 0.7)) {
                outlet(found, in_.lines[i].at.begin);
                strip(i, "byline", "byline.outlet", 0.8);
            }
        }
    }

    /// "… contributed to this report.": a credit, but not a byline.
    void contributors() {
        for (auto i = in_.body; i < in_.lines.size(); ++i) {
            const auto& found = credits_of(i);
            if (!taken_[i] && found.whole && found.empty() && found.confidence >= kRoleSaid) {
                strip(i, "byline", "byline.contributors", 0.85);
            }
        }
    }

    /// Credits inside the first and the last paragraphs: they stay, their names become fields.
    void inside() {
        const auto end = in_.lines.size();
        const auto tail = end > kTailLines ? end - kTailLines : 0;
        for (auto i = in_.body; i < end; ++i) {
            const bool opening = i < in_.body + 2;
            const bool closing = i >= tail && !found_author_ && is_body_line(line(i));
            if (!taken_[i] && (opening || closing)) {
                inline_credit(i, opening);
            }
        }
    }

    void inline_credit(std::size_t i, bool opening) {
        const auto found = find_inline_credits(line(i));
        const auto from = in_.lines[i].at.begin;
        const bool at_head = found.at.begin <= 60;
        const bool at_tail = found.at.end + 6 >= line(i).size();
        if (found.empty() || found.pictures || !((at_head && opening) || at_tail)) {
            return;
        }
        for (const auto& one : found.people) {
            found_author_ = found_author_ || one.role == credit_role::author;
            name(one, from, {});
        }
        if (opening) {
            outlet(found, from);
        }
    }

    const article& in_;
    const std::optional<headline>& title_;
    const std::vector<std::string>& bylines_;
    findings& out_;
    std::vector<bool> taken_;
    std::vector<credits> read_;       ///< of the lines that have any; the first is empty
    std::vector<std::size_t> which_;  ///< line -> read_
    bool found_author_;
};

}  // namespace

void find_writers(
    const article& in,
    const std::optional<headline>& title,
    const std::vector<std::string>& bylines,
    findings& out) {
    writers(in, title, bylines, out).find();
}

}  // namespace galley::lift_headline
