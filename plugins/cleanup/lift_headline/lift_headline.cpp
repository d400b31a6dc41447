// SPDX-License-Identifier: Apache-2.0
// Puts together what is lifted: the headline, its repetitions, kicker and subtitle, the credits.
#include "lift_headline.hpp"

#include <algorithm>

#include <galley/bylines.hpp>
#include <galley/dates.hpp>
#include <galley/shapes.hpp>

#include "head.hpp"
#include "masthead.hpp"
#include "writers.hpp"

namespace galley::lift_headline {
namespace {

constexpr std::size_t kDeckSample = 4000;  // bytes of the body that a deck is compared with

void note_headline(const article& in, const headline& title, findings& out) {
    const span at{in.lines[title.first].at.begin, in.lines[title.last].at.end};
    out.strips.push_back(
        {{in.lines[title.first].whole.begin, in.lines[title.last].whole.end},
         "headline",
         title.rule,
         title.confidence});
    out.layers.push_back({at, "headline"});
    out.fields.push_back({"headline", title.value, at});
}

/// The same line again, also with the site's name behind it.
void strip_repetitions(const article& in, const headline& title, findings& out) {
    for (std::size_t i = 0; i < in.lines.size(); ++i) {
        const auto text = in.lines[i].text;
        const bool inside = i >= title.first && i <= title.last;
        if (!inside && text.size() <= title.value.size() + 80 && text.starts_with(title.value) &&
            without_site(text) == title.value) {
            out.strips.push_back({in.lines[i].whole, "duplicate", "headline.again", 0.95});
        }
    }
}

/// The paper's name over its headline, and the folio with the day: they say source and day.
void strip_masthead(const article& in, const masthead& head, findings& out) {
    for (std::size_t i = 0; i < head.end; ++i) {
        const bool name = i == head.name;
        out.strips.push_back(
            {in.lines[i].whole, "source_line", name ? "masthead.name" : "masthead.folio", 0.85});
        if (name) {
            out.fields.push_back({"source", paper_name(in.lines[i].text), in.lines[i].at});
        } else if (const auto day = find_date(in.lines[i].text); day && day->iso()) {
            const auto from = in.lines[i].at.begin;
            out.fields.push_back(
                {"published", *day->iso(), {from + day->at.begin, from + day->at.end}});
        }
    }
}

/// The headline that came with the document, as a line of its text.
void strip_known(const article& in, std::string_view value, findings& out) {
    for (std::size_t i = 0; i < in.lines.size(); ++i) {
        if (without_site(in.lines[i].text) == value) {
            out.strips.push_back({in.lines[i].whole, "headline", "headline.known", 0.95});
            out.layers.push_back({in.lines[i].at, "headline"});
        }
    }
}

/// The first line behind the masthead, directly over the headline.
void note_kicker(const article& in, std::size_t begin, const headline& title, findings& out) {
    if (title.first != begin + 1) {
        return;
    }
    const auto& above = in.lines[begin];
    if (is_headline_shaped(above.text) && char_count(above.text) <= 30 &&
        !is_credit_line(above.text) && above.text.find_first_of("|>:") == std::string_view::npos &&
        without_site(above.text) != title.value) {
        out.layers.push_back({above.at, "kicker"});
        out.fields.push_back({"kicker", std::string(above.text), above.at});
    }
}

std::string_view without_dashes(std::string_view line) {
    if (line.starts_with("副题")) {
        line.remove_prefix(std::string_view("副题").size());
    }
    while (!line.empty()) {
        const auto c = first_char(line);
        const bool mark = c.value == U'—' || c.value == U'―' || c.value == '-' ||
                          c.value == U'：' || c.value == ':' || is_blank(c.value);
        if (!mark) {
            break;
        }
        line.remove_prefix(c.size_bytes);
    }
    return line;
}

/// A clause of several words between the headline and the body, with nothing but byline and date
/// behind it.
bool is_deck(const article& in, const headline& title, bool is_signed) {
    const auto i = title.last + 1;
    auto next = i + 1;
    while (next < in.body && next < in.lines.size() &&
           (is_credit_line(in.lines[next].text) || is_folio(in.lines[next].text))) {
        ++next;
    }
    if (next != in.body || next >= in.lines.size() || !(is_signed || next > i + 1)) {
        return false;
    }
    const auto text = in.lines[i].text;
    const auto body = words_of(in.text.substr(in.lines[in.body].at.begin, kDeckSample));
    const bool caption = text.find(". ") != std::string_view::npos ||
                         detail::lowered(text).find("photo") != std::string::npos;
    return !caption && han_share(text) < 0.1 && word_count(text) >= 5 && char_count(text) <= 120 &&
           is_headline_shaped(text) && !is_credit_line(text) && !find_date(text) &&
           without_site(text) != title.value && share_in(body, text) >= 0.3;
}

void note_subtitle(const article& in, const headline& title, bool is_signed, findings& out) {
    const auto note = [&](std::size_t i) {
        out.layers.push_back({in.lines[i].at, "subtitle"});
        out.fields.push_back(
            {"subtitle", std::string(without_dashes(in.lines[i].text)), in.lines[i].at});
    };
    const auto end = std::min(in.lines.size(), title.last + 3);
    for (auto i = title.last + 1; i < end; ++i) {
        const auto text = in.lines[i].text;
        if (is_dash_line(text) && char_count(text) <= 60 && !ends_sentence(text) &&
            !without_dashes(text).empty()) {
            note(i);
            return;
        }
    }
    if (is_deck(in, title, is_signed)) {
        note(title.last + 1);
    }
}

}  // namespace

findings lift(std::string_view text, const options& how, const known& said) {
    findings out;
    const auto in = read_article(text);
    const bool is_signed = !said.bylines.empty() || said.dated;
    const auto title = said.headline.empty() ? find_headline(in, how, is_signed) : std::nullopt;
    const auto head = title ? find_masthead(in) : masthead{};
    if (title) {
        strip_masthead(in, head, out);
        note_headline(in, *title, out);
        strip_repetitions(in, *title, out);
        note_kicker(in, head.end, *title, out);
        note_subtitle(in, *title, is_signed, out);
    } else if (!said.headline.empty()) {
        strip_known(in, said.headline, out);
    } else {
        out.missing = in.lines.empty() ? "no text" : "no line above the body is like a headline";
    }
    find_writers(in, title, said.bylines, out);
    std::sort(out.strips.begin(), out.strips.end(), [](const stripped& a, const stripped& b) {
        return a.at < b.at;
    });
    return out;
}

}  // namespace galley::lift_headline
