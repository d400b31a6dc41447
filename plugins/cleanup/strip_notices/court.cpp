// SPDX-License-Identifier: Apache-2.0
// Reads notices of courts.
#include "court.hpp"

#include <algorithm>

#include <galley/text.hpp>

#include "clauses.hpp"
#include "holders.hpp"

namespace galley::strip_notices {

namespace {

constexpr std::size_t kMostCaseChars = 16;           // from the bracket of the year to its 号
constexpr std::size_t kMostAddressee = 120;          // characters before ":本院"
constexpr std::size_t kMostCourt = 20;               // characters of a court's name
constexpr std::string_view kCourt = "\u6CD5\u9662";  // 法院

// "（2031）柳0102民初418号": four digits in brackets, then up to 号.
span find_case(std::string_view text, span within) {
    for (auto at = within.begin; at < within.end; at += decode_at(text, at).size_bytes) {
        const auto open = decode_at(text, at);
        const auto year = at + open.size_bytes;
        if (!is_open_bracket(open.value) || year + 4 >= within.end ||
            text.substr(year, 4).find_first_not_of("0123456789") != std::string_view::npos ||
            !is_close_bracket(decode_at(text, year + 4).value)) {
            continue;
        }
        auto end = year + 4;
        for (std::size_t n = 0; n < kMostCaseChars && end < within.end; ++n) {
            const auto c = decode_at(text, end);
            end += c.size_bytes;
            if (c.value == 0x53F7 || c.value == 0x865F) {  // 号 號
                return {at, end};
            }
        }
    }
    return {};
}

// Whom it is for: before ":本院" or ":上诉人", behind the heading; or behind its label.
span addressee(std::string_view text, const std::vector<span>& lines, const Words& words) {
    for (const auto line : lines) {
        const auto party = words.court_party.find(text, line);
        if (party.empty() || party.begin == line.begin) {
            continue;
        }
        const auto mark = decode_before(text, party.begin);
        const auto name = tidy(text, {line.begin, party.begin});
        if (is_colon(mark.value) && char_count(slice(text, name)) <= kMostAddressee) {
            return drop_front(text, name, words.heading);
        }
    }
    const span all{0, text.size()};
    const auto label = words.served.find(text, all);
    if (label.empty()) {
        return {};
    }
    const auto clauses = cut_clauses(text, {label.end, text.size()});
    return clauses.empty() ? span{} : clauses.front();
}

// The name that ends here with 法院.
span court_before(std::string_view text, ByteOffset begin, ByteOffset end) {
    auto from = end;
    std::size_t chars = 0;
    for (; from > begin && chars < kMostCourt; ++chars) {
        const auto c = decode_before(text, from);
        if (!is_han(c.value)) {
            break;
        }
        from -= c.size_bytes;
    }
    return chars >= 4 && chars < kMostCourt ? span{from, end} : span{};
}

// The court that signs, else the one of the heading.
span issuing_court(std::string_view text, const std::vector<span>& lines) {
    const auto last_stop = text.rfind("\u3002");  // 。
    const auto tail = last_stop == std::string_view::npos ? 0 : last_stop;
    const auto signs = text.rfind(kCourt);
    if (signs != std::string_view::npos && signs >= tail) {
        return court_before(text, tail, signs + kCourt.size());
    }
    for (const auto line : lines) {
        const auto head = slice(text, line).find(kCourt);
        if (head != std::string_view::npos && char_count(slice(text, line)) <= kMostCourt) {
            return court_before(text, line.begin, line.begin + head + kCourt.size());
        }
    }
    return {};
}

// "（2031）柳0102民初733号民事判决书" is a number and a document.
void add_served(std::string_view text, span name, Notice& notice) {
    Item item{name, {}, {}};
    const auto number = find_case(text, name);
    if (!number.empty()) {
        item.numbers.push_back(number);
        item.document = tidy(text, {number.end, name.end});
    }
    notice.items.push_back(item);
}

// What is served: the documents behind the first 送达 that names some.
void read_documents(std::string_view text, const Words& words, Notice& notice) {
    for (const auto clause : cut_clauses(text, {0, text.size()})) {
        const auto serving = words.serving.find(text, clause);
        if (serving.empty()) {
            continue;
        }
        const auto documents = drop_front(text, {serving.end, clause.end}, words.that_one);
        const auto named = cut_documents(text, documents, words);
        if (!named.empty() && is_document(text, named.back().name, words)) {
            for (const auto& one : named) {
                add_served(text, one.name, notice);
            }
            return;
        }
    }
}

}  // namespace

std::optional<Notice> read_court(
    std::string_view text, const std::vector<span>& lines, const Words& words) {
    const span all{0, text.size()};
    if (words.court_self.find(text, all).empty() || words.court.find(text, all).empty()) {
        return std::nullopt;
    }
    Notice notice;
    notice.kind = "court";
    notice.holder = addressee(text, lines, words);
    read_documents(text, words, notice);
    if (notice.items.empty()) {
        notice.items.push_back({});
    }
    const auto number = find_case(text, all);
    const bool numbered =
        std::ranges::any_of(notice.items, [](const Item& item) { return !item.numbers.empty(); });
    if (!numbered && !number.empty()) {
        notice.items.front().numbers.push_back(number);
    }
    const auto court = issuing_court(text, lines);
    for (auto& item : notice.items) {
        item.issuer = court;
    }
    notice.holder = notice.holder.empty() ? court : notice.holder;
    return notice.holder.empty() ? std::nullopt : std::optional(notice);
}

}  // namespace galley::strip_notices
