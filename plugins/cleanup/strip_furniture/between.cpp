// SPDX-License-Identifier: Apache-2.0
// Links among the buttons below a headline.
#include "between.hpp"

#include <algorithm>

#include "frame.hpp"

namespace galley::strip_furniture {

namespace {

constexpr std::size_t kLinkList = 8;    // links between a button and the story
constexpr std::size_t kBoxOfLinks = 5;  // between two; fewer may be what the story is about
constexpr std::size_t kLinkColumns = 60;
constexpr std::size_t kNameColumns = 24;
constexpr double kEchoed = 0.4;  // of a line's words, in the story
constexpr Verdict kList{"related", "context.list", 0.8, false};

// The lines between two buttons below the headline. They are links when there are many, or when one
// is a name, and none has the story's words: else captions, the headline again, what it is about.
struct Gap {
    LineIndex begin = 0;
    std::size_t count = 0, widest = 0;
    bool open = false;

    void add(const Line& line, const Echo& echo) {
        ++count;
        widest = std::max(widest, line.columns());
        open = open && may_go(line) && line.within(kLinkColumns) && echo.share(line.text) < kEchoed;
    }

    bool holds_links() const {
        return open && (count >= kBoxOfLinks || (count == 1 && widest <= kNameColumns));
    }
};

void drop_links(Lines& lines, LineIndex begin, LineIndex end) {
    for (auto i = begin; i < end; ++i) {
        drop(lines[i], kList);
    }
}

}  // namespace

void drop_between(Lines& lines, LineIndex from, LineIndex to, const Echo& echo) {
    Gap gap{to};
    auto last = to;
    for (auto i = from; i < to; ++i) {
        if (i > from && is_prose(lines[i]) && is_prose(lines[i - 1])) {
            return;  // the story has begun
        }
        if (lines[i].foot) {
            if (gap.holds_links()) {
                drop_links(lines, gap.begin, i);
            }
            gap = {i, 0, 0, true};
        } else if (!lines[i].gone && !lines[i].parts) {
            gap.add(lines[i], echo);
            last = i;
        }
    }
    if (gap.open && gap.count >= kLinkList) {
        drop_links(
            lines, gap.begin, last);  // up to the story; the last may be a caption or a subhead
    }
}

}  // namespace galley::strip_furniture
