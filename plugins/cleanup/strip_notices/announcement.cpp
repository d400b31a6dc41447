// SPDX-License-Identifier: Apache-2.0
// Calls for bids: labels and their values, else the sentence that calls.
#include "announcement.hpp"

#include <algorithm>

#include <galley/dates.hpp>
#include <galley/text.hpp>

#include "clauses.hpp"
#include "court.hpp"
#include "labels.hpp"

namespace galley::strip_notices {

namespace {

constexpr std::size_t kMostSignature = 24;  // characters of an organisation or a day alone
constexpr std::size_t kMostHeading = 40;
constexpr std::size_t kLeastDigits = 4;  // of a telephone, a number or a day

bool is_day_alone(std::string_view line) {
    const auto found = find_date(line);
    return found && found->at.begin == 0 && line.size() - found->at.end <= 3;
}

bool is_organisation(std::string_view name, const Words& words) {
    return char_count(name) > 3 && words.organisation_end.before(name, name.size()) != 0;
}

// "一、", "2.", "（三）".
bool is_item(std::string_view line, const Words& words) {
    auto at = skip_open_bracket(line);
    const auto first = at;
    while (const auto size = words.numeral.at(line, at)) {
        at += size;
    }
    const auto mark = at < line.size() ? decode_at(line, at).value : 0;
    return at > first &&
           (mark == 0x3001 || mark == '.' || mark == 0xFF0E || is_close_bracket(mark));
}

// Without "招标公告" behind it: what the bids are for.
span heading_subject(std::string_view text, span heading, const Words& words) {
    const auto end = words.announced.before(slice(text, heading), heading.size());
    return end == 0 ? span{} : tidy(text, {heading.begin, heading.end - end});
}

// "现对某工程进行公开招标", "就“某设备采购”进行": what is named between.
span called_for(std::string_view text, span within, const Words& words) {
    for (auto from = within.begin; from < within.end;) {
        const auto front = words.calls.find(text, {from, within.end});
        if (front.empty()) {
            return {};
        }
        const auto end = words.calling.find(text, {front.end, within.end});
        const auto name = end.empty() ? span{} : tidy(text, {front.end, end.begin});
        const auto bare = without_quotes(text, without_last_bracket(text, name));
        if (char_count(slice(text, bare)) >= 4 && words.that_one.at(slice(text, bare), 0) == 0) {
            return bare;
        }
        from = front.end;
    }
    return {};
}

// "某某维修工程公开招标": the sentence begins with what the bids are for.
span named_first(std::string_view text, span body, const Words& words) {
    const auto clauses = cut_clauses(text, body);
    const auto end = clauses.empty() ? span{} : words.calling.find(text, clauses.front());
    const auto name = end.empty() ? span{} : tidy(text, {clauses.front().begin, end.begin});
    const auto value = slice(text, name);
    return words.project_end.before(value, value.size()) != 0 ? name : span{};
}

// "受某医院委托".
span commissioned_by(std::string_view text, span within, const Words& words) {
    const auto by = words.commissioned.find(text, within);
    if (by.empty()) {
        return {};
    }
    const auto front = text.substr(0, by.begin).rfind("\u53D7");  // 受
    return front == std::string_view::npos || front < within.begin
               ? span{}
               : tidy(text, {front + 3, by.begin});
}

// The last line that is an organisation and nothing else.
span signed_by(std::string_view text, const std::vector<span>& lines, const Words& words) {
    for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
        if (char_count(slice(text, *line)) <= kMostSignature &&
            is_organisation(slice(text, *line), words)) {
            return *line;
        }
    }
    return {};
}

// "某某公司拟…": who begins the sentence.
span first_subject(std::string_view text, span body, const Words& words) {
    const auto clauses = cut_clauses(text, body);
    if (clauses.empty()) {
        return {};
    }
    const auto stop = words.subject_end.find(text, clauses.front());
    auto subject =
        tidy(text, {clauses.front().begin, stop.empty() ? clauses.front().end : stop.begin});
    subject = without_last_bracket(text, drop_front(text, subject, words.filler));
    return is_organisation(slice(text, subject), words) ? subject : span{};
}

span first_of(std::initializer_list<span> spans) {
    const auto* found = std::ranges::find_if(spans, [](span at) { return !at.empty(); });
    return found == spans.end() ? span{} : *found;
}

Notice read_tender(std::string_view text, const std::vector<span>& lines, const Words& words) {
    const bool headed = is_bare_heading(slice(text, lines.front()), words);
    const auto inline_heading = headed ? 0 : words.heading.at(text, 0);
    const span body{headed && lines.size() > 1 ? lines[1].begin : inline_heading, text.size()};
    const Labels labels{text, lines};
    Notice notice;
    notice.kind = "tender";
    notice.holder = first_of(
        {labels.value(words.tender_holder),
         commissioned_by(text, body, words),
         signed_by(text, lines, words),
         first_subject(text, body, words)});
    Item item;
    item.document = first_of(
        {labels.value(words.tender_project),
         headed ? heading_subject(text, lines.front(), words) : span{},
         called_for(text, body, words),
         named_first(text, body, words)});
    if (const auto number = labels.value(words.tender_number); !number.empty()) {
        item.numbers.push_back(number);
    }
    item.issuer = labels.value(words.tender_agent);
    notice.items.push_back(item);
    return notice;
}

std::size_t digits_in(std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return c >= '0' && c <= '9'; }));
}

}  // namespace

bool is_bare_heading(std::string_view line, const Words& words) {
    return char_count(line) <= kMostHeading && !ends_sentence(line) &&
           words.announced.before(line, line.size()) != 0 &&
           std::ranges::none_of(line, [](char c) { return c == ':'; });
}

Part part_of(std::string_view line, const Words& words) {
    const bool brief = char_count(line) <= kMostSignature;
    if (brief && (is_day_alone(line) || is_organisation(line, words))) {
        return Part::signature;
    }
    const span all{0, line.size()};
    const bool said = is_item(line, words) || starts_with_label(line) ||
                      !words.bidding.find(line, all).empty() || words.court_more.at(line, 0) != 0;
    return said ? Part::sentence : Part::none;
}

std::optional<Notice> parse_announcement(
    std::string_view text, const std::vector<span>& lines, const Words& words) {
    const span all{0, text.size()};
    if (!words.told.find(text, all).empty() || lines.empty()) {
        return std::nullopt;
    }
    if (auto court = read_court(text, lines, words)) {
        return court;
    }
    const bool bids = !words.tender.find(text, all).empty() && digits_in(text) >= kLeastDigits &&
                      !words.bidding.find(text, all).empty();
    auto notice = bids ? std::optional(read_tender(text, lines, words)) : std::nullopt;
    const bool says = notice && !(notice->holder.empty() && notice->items[0].document.empty());
    return says ? notice : std::nullopt;
}

}  // namespace galley::strip_notices
