// SPDX-License-Identifier: Apache-2.0
// Knows the names papers have.
#include "masthead.hpp"

#include <algorithm>

#include <galley/bylines.hpp>
#include <galley/dates.hpp>
#include <galley/shapes.hpp>

namespace galley::lift_headline {
namespace {

constexpr std::string_view kEditions[] = {
    "电子版", "電子版", "数字报", "數位版", "电子报", "電子報"};

constexpr std::string_view kPapers[] = {"日报",   "日報", "晚报", "晚報", "时报", "時報", "早报",
                                        "早報",   "晨报", "晨報", "商报", "商報", "周报", "週報",
                                        "都市报", "新报", "新報", "快报", "快報", "导报", "導報"};

constexpr std::string_view kLatinPapers[] = {
    "courier",   "times",    "daily",    "weekly",     "gazette",  "herald",
    "journal",   "tribune",  "post",     "chronicle",  "observer", "guardian",
    "telegraph", "examiner", "sentinel", "advertiser", "dispatch", "ledger",
    "argus",     "echo",     "mercury",  "standard",   "reporter", "bulletin",
    "messenger", "record",   "news",     "press",      "star",     "independent"};

bool is_latin_paper(std::string_view line) {
    const auto blank = line.rfind(' ');
    const auto words = static_cast<std::size_t>(std::count(line.begin(), line.end(), ' ')) + 1;
    if (blank == std::string_view::npos || words > 5 || !detail::is_en_name(line)) {
        return false;
    }
    const bool article = line.starts_with("The ") || line.starts_with("THE ");
    return (article || words <= 3) &&
           detail::table_holds(kLatinPapers, detail::lowered(line.substr(blank + 1)));
}

}  // namespace

std::string paper_name(std::string_view line) {
    line.remove_suffix(detail::longest_suffix(line, kEditions).size());
    return std::string(trim(line));
}

bool is_paper_name(std::string_view line) {
    if (line.size() > 80) {
        return false;
    }
    const auto name = paper_name(line);
    return all_han(name) ? char_count(name) >= 3 && char_count(name) <= 8 &&
                               !detail::longest_suffix(std::string_view(name), kPapers).empty()
                         : is_latin_paper(line);
}

bool is_folio(std::string_view line) {
    const auto day = find_date(line);
    return day && day->at.begin <= 24 && char_count(line) <= 60 && !ends_sentence(line) &&
           !read_credits(line).whole && line.find("http") == std::string_view::npos;
}

namespace {

/// "THE FINCH CALLER, FRIDAY, APRIL 18, 2031   PAGE 4": a folio says its page, and needs no paper's
/// name beside it.
bool says_page(std::string_view line) {
    const auto small = detail::lowered(line);
    const auto page = small.rfind("page ");
    return page != std::string::npos && page > 0 && page + 9 >= small.size() &&
           is_digit(last_char(line).value);
}

}  // namespace

masthead find_masthead(const article& in) {
    const auto end = std::min<std::size_t>(in.body, 4);
    std::size_t at = 0;
    masthead found;
    bool named = false;
    bool paged = false;
    for (; at < end; ++at) {
        const auto line = in.lines[at].text;
        const bool name = !named && is_paper_name(line);
        const bool folio = is_folio(line);
        found.name = name ? at : found.name;
        found.has_folio = found.has_folio || folio;
        named = named || name;
        paged = paged || (folio && says_page(line));
        if (!name && !folio) {
            break;
        }
    }
    const bool headline_behind = at < in.body && at < in.lines.size() &&
                                 is_headline_shaped(in.lines[at].text) &&
                                 !is_credit_line(in.lines[at].text);
    found.name = named ? found.name : in.lines.size();
    found.end = (named || paged) && headline_behind ? at : 0;
    return found;
}

}  // namespace galley::lift_headline
