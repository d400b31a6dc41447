// SPDX-License-Identifier: Apache-2.0
// Lines by themselves, then lines in context, then what they say.
#include "strip_furniture.hpp"

#include <algorithm>
#include <array>

#include "comments.hpp"
#include "frame.hpp"
#include "sections.hpp"
#include "subheads.hpp"

namespace galley::strip_furniture {

namespace {

// A rule with the capture `inline` takes its match out of a line that stays: an editor's credit
// behind a paragraph.
void strip_inline(const Line& line, Plan& plan) {
    for (const auto* hit : line.hits) {
        const bool disjoint = plan.strips.empty() || plan.strips.back().at.end <= hit->at.begin;
        if (hit->strips && hit->has(Sign::kInline) && disjoint) {
            plan.strips.push_back(
                {hit->at, {hit->category, hit->rule, hit->confidence, hit->final}});
        }
    }
}

bool is_weak(const Hit& hit) {
    return hit.has(Sign::kDated) || hit.has(Sign::kOutlet);
}

// Whether the hit says something about this article: not in a list of other stories, and a bare
// date or paper of a web page only at its head.
bool tells(const Line& line, const Hit& hit) {
    if (!hit.strips || hit.has(Sign::kInline)) {
        return true;
    }
    const bool others = line.kind == Kind::kRelated ||
                        (line.why.rule.starts_with("context.") && line.kind != Kind::kSourceLine);
    const bool section = line.kind == Kind::kNavigation && hit.has(Sign::kOutlet);
    return line.gone && !others && !section;
}

// The date of a change, below its label: not when the story was published.
bool is_change(const Lines& lines, LineIndex i) {
    constexpr std::array<std::string_view, 5> kLabels = {
        "更新", "最后更新", "最後更新", "修订", "修訂"};
    return i > 0 && lines[i - 1].gone && announces(lines[i - 1]) &&
           std::ranges::any_of(kLabels, [&](std::string_view label) {
               return lines[i - 1].text.starts_with(label);
           });
}

// The text of a disclaimer that went as a block, for usageTerms.
void record_terms(std::string_view text, const Line& line, Plan& plan) {
    const bool said = line.signs.has(Sign::kTerms) || line.signs.has(Sign::kCopyright) ||
                      line.signs.has(Sign::kTermsHeading);
    if (line.gone && line.kind == Kind::kDisclaimer && !said) {
        const auto at = trimmed(text, line.at);
        add_field({"usageTerms", std::string(slice(text, at)), at}, plan.fields);
    }
}

// Lines among others, before the shape of the page is known. Most texts have nothing of what most
// steps look for, and no hit that says so.
void drop_in_context(Page& page) {
    auto& lines = page.lines;
    const auto said = [&](auto... signs) { return (page.signs.has(signs) || ...); };
    if (said(Sign::kTermsHeading)) {
        drop_terms(lines);
    }
    if (said(Sign::kThread, Sign::kReply, Sign::kSpeaker) ||
        page.kinds.have(Kind::kCommentWidget)) {
        drop_comments(lines);
    }
    if (said(Sign::kWriter)) {
        drop_writer(lines);
    }
    if (page.kinds.have_any(kButtons)) {
        keep_subheads(lines);
    }
    if (said(Sign::kSection)) {
        drop_sections(lines);
    }
    if (said(Sign::kOutlet)) {
        drop_outlets(lines);
    }
    drop_values(lines);
    if (said(Sign::kMenu) || page.kinds.have(Kind::kNavigation)) {
        drop_menus(lines);
    }
}

// By the shape of the page.
Frame drop_in_frame(Page& page) {
    auto& lines = page.lines;
    const auto frame = find_frame(lines);
    if (page.signs.has(Sign::kLabel)) {
        drop_table(frame, lines);
    }
    if (frame.page) {
        drop_account(frame, lines);
        drop_head(frame, lines);
        drop_tail(frame, lines);
        drop_bullets(frame, lines);
    }
    drop_parts(lines);
    drop_foot(lines);
    return frame;
}

}  // namespace

Plan plan_strips(
    std::string_view text, const std::vector<Hit>& hits, const FindCaptures& find, Page& page) {
    if (hits.empty()) {
        return {};
    }
    read_page(text, hits, page);
    auto& lines = page.lines;
    if (page.unread_head) {
        if (const auto rough = find_frame(lines); rough.page) {
            read_head(text, rough.begin, page);
        }
    }
    drop_in_context(page);
    const auto frame = drop_in_frame(page);
    Plan plan;
    plan.strips.reserve(hits.size());
    std::vector<Field> late;  // said below the story: weaker than what its head says
    for (LineIndex i = 0; i < lines.size(); ++i) {
        const auto& line = lines[i];
        if (line.gone) {
            plan.strips.push_back({line.at, line.why});
        } else {
            strip_inline(line, plan);
        }
        for (const auto* hit : line.hits) {
            if (!hit->says_fields || !tells(line, *hit) || (is_weak(*hit) && is_change(lines, i))) {
                continue;
            }
            page.captures.clear();
            find(*hit, page.captures);
            const bool tail = frame.page && i >= frame.end && is_weak(*hit);
            read_fields(text, *hit, page.captures, tail ? late : plan.fields);
        }
        record_terms(text, line, plan);
        if (!line.says.empty()) {
            const auto at = trimmed(text, line.at);
            add_field({line.says, std::string(slice(text, at)), at}, plan.fields);
        }
        if (line.account && line.gone) {
            const auto at = trimmed(text, line.at);
            add_field({"outlet", std::string(slice(text, at)), at}, plan.fields);
        }
    }
    plan.fields.insert(plan.fields.begin(), late.begin(), late.end());
    const auto story = std::ranges::find_if(lines, [](const Line& line) { return line.story(); });
    settle_fields(story != lines.end() ? story->at.begin : text.size(), plan.fields);
    return plan;
}

}  // namespace galley::strip_furniture
