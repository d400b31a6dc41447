// SPDX-License-Identifier: Apache-2.0
// The head of a page: which line is the headline, and what stands above and below it.
#include <algorithm>
#include <vector>

#include <galley/bylines.hpp>

#include "between.hpp"
#include "echo.hpp"
#include "frame.hpp"

namespace galley::strip_furniture {

namespace {

constexpr std::size_t kLinesAbove = 4;      // above a headline: fewer may be a kicker or a date
constexpr std::size_t kLinkList = 8;        // links between a button and the story
constexpr std::size_t kEchoBytes = 12000;   // of the core, read for its words
constexpr double kEchoed = 0.4;             // of a headline's words, in the story
constexpr double kFaintEcho = 0.2;          // the same when no line has more
constexpr std::size_t kLeastHeadline = 16;  // columns
constexpr std::size_t kWide = 60;  // columns from which a headline is as good as longer ones
constexpr double kNearlyMost = 0.6;
constexpr LineIndex kStoryReach = 3;     // paragraphs so near are the story's
constexpr std::size_t kStoryBefore = 3;  // paragraphs with its words, near or not
constexpr LineIndex kMetaReach = 3;      // lines from a headline to its date or writer
constexpr Verdict kHead{"navigation", "context.head", 0.8, false};
constexpr std::size_t kMenuColumns = 24;
constexpr std::size_t kLong = 120;  // columns of a paragraph that is no menu's sentence

Echo words_of(const Lines& lines, const Frame& frame) {
    Echo echo;
    std::size_t bytes = 0;
    for (auto i = frame.begin; i < frame.end && bytes < kEchoBytes; ++i) {
        if (!lines[i].gone) {
            echo.read(lines[i].text);
            bytes += lines[i].text.size();
        }
    }
    return echo;
}

bool may_be_headline(const Line& line) {
    return !line.gone && !line.heading && !line.menu && !line.parts && line.reaches(8) &&
           line.within(140) && std::ranges::count(line.text, '|') < 2 &&
           !line.text.starts_with("\u2014\u2014") && !line.text.ends_with("\u2014");
}

// Half as long as the line above it, or a bare name: who wrote or posted it; the headline is above.
bool is_account(const Line& above, const Line& line) {
    if (!line.within(kMenuColumns) || line.marks() > 0) {
        return false;
    }
    const bool half = above.reaches(kMenuColumns) && above.columns() >= 2 * line.columns();
    const auto name = read_credits(line.text);
    return half || (name.whole && name.people.size() == 1);
}

// The line that stands right above the first date, writer or source; `frame.begin` when none does.
LineIndex above_meta(const Lines& lines, const Frame& frame) {
    auto candidate = frame.begin;
    for (LineIndex i = 0; i < frame.begin; ++i) {
        if (may_be_headline(lines[i]) && !is_credit_line(lines[i].text)) {
            const bool account = candidate + 1 == i && is_account(lines[candidate], lines[i]);
            candidate = account ? candidate : i;
        } else if (is_meta(lines[i]) && candidate < i) {
            return candidate;
        }
    }
    return frame.begin;
}

// Long lines with many of the story's words are headlines, short ones may be words of a menu.
double echoed_columns(const Line& line, double share) {
    if (!may_be_headline(line) || !line.reaches(kLeastHeadline)) {
        return 0.0;
    }
    return share * static_cast<double>(std::min(line.columns(), kWide));
}

// Where paragraphs of the story begin: at the core, or before it when links part the story. Two in
// a row are enough when they are long, or have some of its words.
LineIndex head_end(const Lines& lines, const Frame& frame, const Echo& echo) {
    auto first = frame.begin;
    auto before = frame.begin;
    std::size_t count = 0;
    for (LineIndex i = 0; i < frame.begin; ++i) {
        if (!lines[i].paragraph()) {
            continue;
        }
        const auto share = echo.share(lines[i].text);
        const bool row = i > 0 && lines[i - 1].paragraph();
        const bool both_long = row && lines[i].reaches(kLong) && lines[i - 1].reaches(kLong);
        if (both_long ||
            (row && share >= kFaintEcho && echo.share(lines[i - 1].text) >= kFaintEcho)) {
            return std::min(first, i - 1);
        }
        if (share < kEchoed) {
            continue;
        }
        first = count == 0 ? i : first;
        if (++count >= kStoryBefore || (count > 1 && i - before <= kStoryReach)) {
            return first;
        }
        before = i;
    }
    return frame.begin;
}

// What stands before the core, measured against its words.
class Head {
  public:
    Head(const Lines& lines, const Frame& frame, const Echo& echo)
        : lines_(lines), end_(head_end(lines, frame, echo)) {
        shares_.reserve(end_);
        foreign_.reserve(end_ + 1);
        foreign_.push_back(0);
        for (LineIndex i = 0; i < end_; ++i) {
            const bool said = !lines[i].gone || lines[i].kind == Kind::kNavigation;
            shares_.push_back(lines[i].gone ? 0.0 : echo.share(lines[i].text));
            const bool foreign = said && !is_prose(lines[i]) && shares_[i] < kEchoed;
            foreign_.push_back(foreign_.back() + (foreign ? 1 : 0));
        }
        for (const auto least : {kEchoed, kFaintEcho}) {
            least_ = least;
            for (LineIndex i = 0; i < end_; ++i) {
                most_ = std::max(most_, echoed(i));
            }
            if (most_ > 0.0) {
                break;
            }
        }
    }

    LineIndex end() const { return end_; }

    double share(LineIndex i) const { return shares_[i]; }

    /// How much of a headline the line is; 0: none.
    double echoed(LineIndex i) const {
        return shares_[i] < least_ ? 0.0 : echoed_columns(lines_[i], shares_[i]);
    }

    /// Links of a menu between two lines, without those that have the story's words, as a table of
    /// contents has.
    std::size_t menu_between(LineIndex from, LineIndex to) const {
        return foreign_[to] - foreign_[std::min(from + 1, to)];
    }

    /// The line with the story's words above a date, a writer or a source; else the first one that
    /// no menu parts from the story, or the line above the first date; the core's begin when there
    /// is none. A short line above the date that has none of these words is a menu's.
    LineIndex headline() const {
        const auto above = above_meta(lines_, {end_, end_, true});
        if (const auto anchored = above_any_meta(); anchored < end_) {
            return above < anchored && menu_between(above, anchored) < kLinkList && !is_plain(above)
                       ? above
                       : anchored;
        }
        auto chosen = end_;
        for (LineIndex i = 0; most_ > 0.0 && i < end_; ++i) {
            const bool first = chosen == end_ || menu_between(chosen, i) >= kLinkList;
            chosen = first && echoed(i) >= kNearlyMost * most_ ? i : chosen;
        }
        if (chosen == end_ || above == end_) {
            return std::min(chosen, above);
        }
        const auto first = std::min(chosen, above);
        const auto last = std::max(chosen, above);
        const bool apart = menu_between(first, last) >= kLinkList;
        return apart ? last : is_plain(first) ? chosen : first;
    }

  private:
    // Above the date, and without the story's words.
    bool is_plain(LineIndex above) const {
        return lines_[above].within(kMenuColumns) && shares_[above] <= 0.0;
    }

    // The first line that has nearly the most of the story's words, with a date, a writer or a
    // source close below it.
    LineIndex above_any_meta() const {
        for (LineIndex i = 0; most_ > 0.0 && i < end_; ++i) {
            if (echoed(i) < kNearlyMost * most_) {
                continue;
            }
            for (auto n = i + 1; n < end_ && n <= i + kMetaReach; ++n) {
                if (is_meta(lines_[n])) {
                    return i;
                }
            }
        }
        return end_;
    }

    const Lines& lines_;
    LineIndex end_;
    std::vector<double> shares_;
    std::vector<std::size_t> foreign_;  ///< links of a menu before each line
    double least_ = kEchoed;
    double most_ = 0.0;
};

// A line right above the headline that is about as long: its first line, or a kicker.
bool is_half(const Lines& lines, LineIndex i, LineIndex headline) {
    return may_be_headline(lines[i]) && !is_numbered(lines[i].text) && lines[i].within(kWide) &&
           lines[i].text.find("  ") == std::string_view::npos && lines[i].reaches(kLeastHeadline) &&
           lines[i].columns() * 2 >= lines[headline].columns() &&
           lines[i].columns() <= 2 * lines[headline].columns();
}

// A sentence below the title of a link, in a menu above the headline.
bool is_menus_sentence(const Lines& lines, const Head& head, LineIndex i, LineIndex headline) {
    const bool alone = i > 0 && !is_prose(lines[i - 1]) && !is_prose(lines[i + 1]);
    return alone && head.share(i) < kEchoed &&
           (head.menu_between(i, headline) >= kLinkList || head.menu_between(0, i) >= kLinkList);
}

void drop_above(Lines& lines, LineIndex headline, const Head& head) {
    std::size_t count = 0;
    bool sure = false;
    for (LineIndex i = 0; i < headline; ++i) {
        count += is_meta(lines[i]) ? 0 : 1;
        sure = sure || lines[i].foot || lines[i].menu || lines[i].parts;
    }
    for (LineIndex i = 0; count + (sure ? 1 : 0) >= kLinesAbove && i < headline; ++i) {
        const bool first_half =
            i + 1 == headline && is_half(lines, i, headline) && head.share(i) >= kFaintEcho;
        const bool again = lines[i].text == lines[headline].text;  // a page's title and summary
        const bool echoes =
            again || (head.echoed(i) > 0.0 && head.menu_between(i, headline) < kLinkList);
        const bool goes = may_go(lines[i]) || is_menus_sentence(lines, head, i, headline);
        if (goes && !first_half && !echoes) {
            drop(lines[i], kHead);
        }
    }
}

}  // namespace

void drop_head(const Frame& frame, Lines& lines) {
    const auto left = std::count_if(
        lines.begin(), lines.begin() + static_cast<long>(frame.begin), [](const Line& line) {
            return !line.gone;
        });
    if (left <= 1) {
        return;  // the headline at most
    }
    const auto echo = words_of(lines, frame);
    const Head head(lines, frame, echo);
    const auto headline = head.headline();
    if (headline < head.end()) {
        drop_above(lines, headline, head);
        drop_between(lines, headline + 1, head.end(), echo);
    }
}

}  // namespace galley::strip_furniture
