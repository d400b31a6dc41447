// SPDX-License-Identifier: Apache-2.0
// Boxes below the story whose lines are sentences: comments, the writer's life.
#include "comments.hpp"

#include <algorithm>

namespace galley::strip_furniture {

namespace {

constexpr LineIndex kThreadGap = 14;   // lines of one comment
constexpr LineIndex kLastComment = 8;  // lines behind the last name or button
constexpr std::size_t kStamps = 4;     // names, times and buttons of a thread
constexpr std::size_t kTimes = 2;
constexpr std::size_t kReplies = 4;  // buttons alone
constexpr std::size_t kNameColumns = 40;
constexpr std::size_t kWriterLines = 6;
constexpr std::size_t kWriterParagraphs = 2;

constexpr Verdict kThread{"comment_widget", "context.thread", 0.85, true};
constexpr Verdict kWriter{"other", "context.writer", 0.8, true};

bool opens_thread(const Line& line) {
    return line.signs.has(Sign::kThread) || (line.gone && line.kind == Kind::kCommentWidget);
}

bool is_reply(const Line& line) {
    return line.signs.has(Sign::kReply) || line.signs.has(Sign::kSpeaker);
}

bool is_time(const Line& line) {
    return line.dated && line.within(kNameColumns);
}

struct Thread {
    LineIndex end = 0;                                ///< behind the last name, time or button
    bool opened = false;                              ///< by a heading
    std::size_t replies = 0, buttons = 0, times = 0;  ///< replies: buttons, and who says it

    // A story too may quote many ("Jane Roe says:"): alone they need a heading above them.
    bool sure() const {
        return buttons >= kReplies || (replies >= kReplies && (buttons > 0 || opened)) ||
               (replies > 0 && times >= kTimes && replies + times >= kStamps);
    }
};

Thread read_thread(const Lines& lines, LineIndex begin) {
    Thread thread{begin, opens_thread(lines[begin])};
    for (auto i = begin; i < lines.size() && i < thread.end + kThreadGap; ++i) {
        const bool reply = is_reply(lines[i]);
        const bool time = !reply && is_time(lines[i]);
        thread.replies += reply ? 1 : 0;
        thread.buttons += lines[i].signs.has(Sign::kReply) ? 1 : 0;
        thread.times += time ? 1 : 0;
        thread.end = reply || time ? i + 1 : thread.end;
    }
    return thread;
}

// Behind the last comment: up to furniture, a heading, or what no comment is.
LineIndex last_comment(const Lines& lines, LineIndex from) {
    auto end = from;
    while (end < lines.size() && end < from + kLastComment && !lines[end].gone &&
           !lines[end].heading) {
        ++end;
    }
    return end;
}

// The name above the first time or button.
LineIndex with_name(const Lines& lines, LineIndex begin, LineIndex story) {
    const bool name = begin > story + 1 && !lines[begin - 1].gone &&
                      lines[begin - 1].within(kNameColumns) && !lines[begin - 1].finished();
    return name ? begin - 1 : begin;
}

}  // namespace

void drop_comments(Lines& lines) {
    const auto story = story_begin(lines);
    for (auto i = story + 1; i < lines.size(); ++i) {
        const bool opens = opens_thread(lines[i]);
        if (!opens && !is_reply(lines[i])) {
            continue;
        }
        const auto thread = read_thread(lines, i);
        if (!thread.sure()) {
            continue;
        }
        const auto begin = opens ? i : with_name(lines, i, story);
        const auto end = last_comment(lines, thread.end);
        for (auto n = begin; n < end; ++n) {
            drop(lines[n], kThread);
        }
        i = end;
    }
}

void drop_writer(Lines& lines) {
    for (auto i = story_begin(lines) + 1; i < lines.size(); ++i) {
        if (!lines[i].signs.has(Sign::kWriter) || lines[i].reaches(kNameColumns)) {
            continue;
        }
        auto end = i + 1;
        std::size_t paragraphs = 0;
        for (; end < lines.size() && end <= i + kWriterLines; ++end) {
            const bool paragraph = lines[end].paragraph();
            if (lines[end].gone || lines[end].heading ||
                (paragraph && ++paragraphs > kWriterParagraphs)) {
                break;
            }
        }
        const bool story_goes_on = end < lines.size() && lines[end].story() &&
                                   end + 1 < lines.size() && lines[end + 1].story();
        for (auto n = i; paragraphs > 0 && !story_goes_on && n < end; ++n) {
            drop(lines[n], kWriter);
        }
    }
}

}  // namespace galley::strip_furniture
