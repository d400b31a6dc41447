// SPDX-License-Identifier: Apache-2.0
// Finds the notices of a classified column in a text, and what belongs to the column around them.
#include "strip_notices.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include <galley/text.hpp>

#include "announcement.hpp"
#include "clauses.hpp"
#include "column_lines.hpp"
#include "quoting.hpp"
#include "units.hpp"

namespace galley::strip_notices {

namespace {

constexpr std::size_t kMostLines = 4;
constexpr std::size_t kMostChars = 500;
constexpr std::size_t kWrappedLineChars = 24;  // a line this long without an end runs on
constexpr std::size_t kMostAnnounced = 60;     // lines of an announcement, blank ones too
constexpr std::size_t kNarrowLineChars = 12;   // the same in a column of notices
constexpr std::size_t kStoryChars = 30;        // a sentence of a story

class Finder {
  public:
    Finder(std::string_view text, const std::vector<Evidence>& evidence, const Words& words)
        : text_(text), words_(words), lines_(read_lines(text, evidence)) {}

    Column find() && {
        for (std::size_t i = 0; i < lines_.size();) {
            const bool opens = lines_[i].opening != nullptr && !is_quoted(i) && !runs_on(i);
            const bool announces =
                lines_[i].announcement != nullptr && !is_quoted(i) && !runs_on(i);
            auto used = announces ? read_announcement(i) : 0;
            used = used == 0 && opens ? read_block(i) : used;
            i += used == 0 ? 1 : used;
        }
        take_surroundings();
        return std::move(column_);
    }

  private:
    // A story quotes notices behind a colon or behind a sentence that says so; those that follow
    // each other are quoted together.
    bool is_quoted(std::size_t i) {
        const auto* before = neighbour(lines_, i, -1);
        if (before == nullptr || before->heading != nullptr) {
            return false;
        }
        const auto index = static_cast<std::size_t>(before - lines_.data());
        if (before->opening != nullptr && !before->taken) {
            return quoted_until_ == index + 1 ? (quoted_until_ = i + 1, true) : false;
        }
        const bool quoted =
            is_colon(last_char(before->text).value) || story_quotes(lines_, i, words_);
        quoted_until_ = quoted ? i + 1 : quoted_until_;
        return quoted;
    }

    // The line is the second half of a story's line.
    bool runs_on(std::size_t i) {
        const auto* before = neighbour(lines_, i, -1);
        return before != nullptr && !before->taken && before->heading == nullptr &&
               before->fine_print == nullptr && !ends_sentence(before->text) &&
               char_count(before->text) >= kWrappedLineChars;
    }

    bool can_follow(std::size_t i, std::size_t first) const {
        return i < lines_.size() && i - first < kMostLines && !lines_[i].blank() &&
               (i == first ||
                (lines_[i].heading == nullptr && lines_[i].announcement == nullptr)) &&
               (i == first || lines_[i].fine_print == nullptr);
    }

    // @returns  how many lines the notices from line `first` take; 0: there is none.
    std::size_t read_block(std::size_t first) {
        Joined joined;
        for (auto i = first; can_follow(i, first); ++i) {
            joined.add(text_, lines_[i].text);
            const bool last = !can_follow(i + 1, first) || lines_[i + 1].opening != nullptr;
            const auto units = cut_units(joined.text, last, words_);
            if (units.complete && char_count(joined.text) <= kMostChars) {
                return take(joined, units, first, i) ? i - first + 1 : 0;
            }
            if (last) {
                return 0;
            }
        }
        return 0;
    }

    // The line is of the announcement that goes up to line `last`.
    bool goes_on(std::size_t i, std::size_t last, bool headings, bool is_signed) const {
        const auto& line = lines_[i];
        if (line.heading != nullptr || line.fine_print != nullptr || line.opening != nullptr ||
            (line.announcement != nullptr && !headings)) {
            return false;
        }
        const auto part = part_of(line.text, words_);
        if (is_signed || part == Part::signature) {
            return part == Part::signature;
        }
        const auto above = lines_[last].text;
        const bool wrapped = i == last + 1 && !ends_sentence(above) &&
                             char_count(above) >= kNarrowLineChars && !headings;
        return part == Part::sentence || wrapped || line.announcement != nullptr;
    }

    // Other text than the announcement: without any it is the story.
    bool stands_beside(std::size_t first, std::size_t end) {
        if (!column_.notices.empty()) {
            return true;
        }
        const auto is_story = [](const Line& line) {
            return char_count(line.text) >= kStoryChars && ends_sentence(line.text);
        };
        const auto begin = lines_.begin();
        if (std::any_of(begin, begin + static_cast<std::ptrdiff_t>(first), is_story)) {
            return true;
        }
        const auto* above = neighbour(lines_, first, -1);
        return above != nullptr && above->heading != nullptr &&
               std::any_of(
                   begin + static_cast<std::ptrdiff_t>(end), lines_.end(), [&](const Line& line) {
                       return line.announcement != nullptr || line.opening != nullptr ||
                              is_story(line);
                   });
    }

    // @returns  how many lines the announcement from line `first` takes; 0: there is none.
    std::size_t read_announcement(std::size_t first) {
        Joined joined;
        std::vector<span> parts;
        auto last = first;
        bool headings = true;
        bool is_signed = false;
        for (auto i = first; i < std::min(lines_.size(), first + kMostAnnounced); ++i) {
            const auto& line = lines_[i];
            if (line.blank()) {
                continue;
            }
            if (i != first && !goes_on(i, last, headings, is_signed)) {
                break;
            }
            const auto begin = joined.text.size();
            joined.add(text_, line.text);
            parts.push_back({begin, joined.text.size()});
            headings = headings && is_bare_heading(line.text, words_);
            is_signed = is_signed || part_of(line.text, words_) == Part::signature;
            last = i;
        }
        const auto notice = parse_announcement(joined.text, parts, words_);
        const auto end = last + 1;
        if (!notice || headings || !stands_beside(first, end)) {
            return 0;
        }
        keep(std::move(joined), *notice, first, end);
        return end - first;
    }

    void keep(Joined joined, const Notice& notice, std::size_t first, std::size_t end) {
        const auto& why = *lines_[first].announcement;
        const span at{joined.places.front(), joined.places.back() + 1};
        drop_blanks({lines_[first].at.begin, at.begin}, why.rule);
        column_.notices.push_back(
            {at,
             std::move(joined.text),
             std::move(joined.places),
             notice,
             why.rule,
             why.confidence});
        drop_blanks({at.end, lines_[end - 1].at.end}, why.rule);
        for (auto i = first; i < end; ++i) {
            lines_[i].taken = true;
        }
    }

    bool take(const Joined& joined, const Units& units, std::size_t first, std::size_t last) {
        std::vector<Placed> found;
        for (const auto unit : units.at) {
            auto placed = place(joined, unit, *lines_[first].opening);
            if (!placed) {
                return false;
            }
            found.push_back(std::move(*placed));
        }
        auto begin = lines_[first].at.begin;
        for (auto& one : found) {
            drop_blanks({begin, one.at.begin}, one.rule);
            begin = one.at.end;
            column_.notices.push_back(std::move(one));
        }
        drop_blanks({begin, lines_[last].at.end}, column_.notices.back().rule);
        for (auto i = first; i <= last; ++i) {
            lines_[i].taken = true;
        }
        return true;
    }

    std::optional<Placed> place(const Joined& joined, span unit, const Evidence& why) const {
        Placed out;
        out.text = slice(joined.text, unit);
        const auto notice = parse_notice(out.text, words_);
        if (!notice || speaks(out.text)) {
            return std::nullopt;
        }
        out.notice = *notice;
        out.places.assign(
            joined.places.begin() + static_cast<std::ptrdiff_t>(unit.begin),
            joined.places.begin() + static_cast<std::ptrdiff_t>(unit.end));
        out.at = out.place({0, out.text.size()});
        out.rule = why.rule;
        out.confidence = why.confidence;
        return out;
    }

    // Words of a story, never of a notice: somebody says, one has to, a question.
    bool speaks(std::string_view text) const {
        return !words_.story.find(text, {0, text.size()}).empty();
    }

    // Blanks beside a notice; a line end alone is left to the host, which collapses them.
    void drop_blanks(span at, const std::string& rule) {
        if (!at.empty() && slice(text_, at) != "\n") {
            column_.waste.push_back({at, rule, 1.0, false});
        }
    }

    void drop_line(Line& line) {
        const auto& why = line.heading != nullptr ? *line.heading : *line.fine_print;
        column_.waste.push_back({line.at, why.rule, why.confidence, why.final});
        line.taken = true;
    }

    // Headings above notices, and the paper's words about the column above and below them.
    void take_surroundings() {
        for (auto i = lines_.size(); i-- > 0;) {
            auto* below = neighbour(lines_, i, 1);
            const bool belongs = lines_[i].heading != nullptr || lines_[i].fine_print != nullptr;
            if (belongs && !lines_[i].taken && below != nullptr && below->taken) {
                drop_line(lines_[i]);
            }
        }
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            auto* above = neighbour(lines_, i, -1);
            if (lines_[i].fine_print != nullptr && !lines_[i].taken && above != nullptr &&
                above->taken) {
                drop_line(lines_[i]);
            }
        }
        std::ranges::sort(column_.waste, {}, [](const Waste& w) { return w.at.begin; });
    }

    std::string_view text_;
    const Words& words_;
    std::vector<Line> lines_;
    Column column_;
    std::size_t quoted_until_ = 0;
};

}  // namespace

Column find_notices(
    std::string_view text, const std::vector<Evidence>& evidence, const Words& words) {
    return Finder(text, evidence, words).find();
}

}  // namespace galley::strip_notices
