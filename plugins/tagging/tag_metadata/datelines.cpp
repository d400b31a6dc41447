// SPDX-License-Identifier: Apache-2.0
// Reads datelines.
#include "datelines.hpp"

#include <array>

#include <galley/bylines.hpp>
#include <galley/dates.hpp>
#include <galley/names.hpp>

namespace galley::tag_metadata {
namespace {

bool begins_with_day_number(std::string_view text) {
    return is_digit(first_char(text).value);
}

/// "北京3月5日电" behind the agency: the place stands before the day.
span han_place(std::string_view text, span after) {
    const auto rest = slice(text, after);
    std::size_t at = 0;
    while (at < rest.size() && is_han(decode_at(rest, at).value)) {
        at += decode_at(rest, at).size_bytes;
    }
    const auto place = rest.substr(0, at);
    const bool fits = char_count(place) >= 2 && char_count(place) <= 6;
    return fits && begins_with_day_number(rest.substr(at)) ? span{after.begin, after.begin + at}
                                                           : span{};
}

/// "OAK PARK, Ill." before the bracket or the dash.
span latin_place(std::string_view text, span line_head) {
    const auto head = slice(text, line_head);
    const auto end = std::min(
        {head.find(" ("),
         head.find(" \xE2\x80\x94"),
         head.find(" \xE2\x80\x93"),
         head.find(" -"),
         head.size()});
    auto place = head.substr(0, end);
    if (const auto dates = find_dates(place); !dates.empty()) {
        place = place.substr(0, dates.front().at.begin);
    }
    while (!place.empty() && (place.back() == ',' || place.back() == ' ')) {
        place.remove_suffix(1);
    }
    return {line_head.begin, line_head.begin + place.size()};
}

/// "MEXICO CITY" as "Mexico City"; "Ill." and "D.C." as they are.
std::string in_small_letters(std::string_view place) {
    std::string out(place);
    for (std::size_t i = 1; i < out.size(); ++i) {
        const bool inside = out[i - 1] != ' ' && out[i - 1] != '-' && out[i - 1] != '.';
        const bool initial =
            i + 1 < out.size() && out[i + 1] == '.' && (out[i - 1] == '.' || out[i - 1] == ' ');
        if (inside && !initial && out[i] >= 'A' && out[i] <= 'Z') {
            out[i] = static_cast<char>(out[i] | 0x20);
        }
    }
    return out;
}

void add(std::string_view key, std::string_view text, span at, Findings& found) {
    if (!at.empty()) {
        found.push_back({key, std::string(slice(text, at)), at});
    }
}

/// "据某社某地3月5日电", "据某社报道" and "综合某社消息" say whose story it is.
std::size_t credit_word_size(std::string_view line) {
    for (const std::string_view word : {"据", "據", "综合", "綜合"}) {
        if (line.starts_with(word)) {
            return word.size();
        }
    }
    return 0;
}

void read_latin(std::string_view text, span line, const dateline& opening, Findings& found) {
    const auto place = latin_place(text, {line.begin, opening.at.end});
    const auto as_written = slice(text, place);
    if (char_count(as_written) <= 40 && as_written.find('.') != 0) {
        found.push_back({"place", in_small_letters(as_written), place});
    }
}

}  // namespace

void read_dateline(std::string_view text, span line, Findings& found) {
    const auto begin = line.begin + credit_word_size(slice(text, line));
    const auto opening = find_dateline(text.substr(begin, line.end - begin));
    if (opening.at.empty()) {
        return;
    }
    const span at{begin + opening.at.begin, begin + opening.at.end};
    const span agency = opening.agency.empty()
                            ? span{}
                            : span{begin + opening.agency.begin, begin + opening.agency.end};
    add("source", text, agency, found);
    if (is_cjk(decode_at(text, begin).value)) {
        constexpr std::size_t kOwnPaperBytes = 6;  // 本报
        const auto after = agency.empty() ? at.begin + kOwnPaperBytes : agency.end;
        add("place", text, han_place(text, {after, std::max(after, at.end)}), found);
    } else {
        read_latin(text, line, {at, agency}, found);
    }
    if (const auto day = find_date(slice(text, at)); day && day->iso()) {
        found.push_back(
            {"published", *day->iso(), {at.begin + day->at.begin, at.begin + day->at.end}});
    }
}

}  // namespace galley::tag_metadata
