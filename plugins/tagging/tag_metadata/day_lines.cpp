// SPDX-License-Identifier: Apache-2.0
// Reads the day of publication from lines that say nothing else.
#include <algorithm>
#include <array>

#include <galley/bylines.hpp>
#include <galley/dates.hpp>

#include "labels.hpp"

namespace galley::tag_metadata {
namespace {

/// "Some Courier," before the day of its issue: capitalised words that end like a paper's name.
bool names_paper(std::string_view label) {
    if (!label.ends_with(",")) {
        return false;
    }
    label.remove_suffix(1);
    static constexpr std::array<std::string_view, 14> kPapers{
        "Courier",
        "Times",
        "Daily",
        "Weekly",
        "Gazette",
        "Herald",
        "Journal",
        "Tribune",
        "Post",
        "Chronicle",
        "Observer",
        "Guardian",
        "News",
        "Press"};
    return detail::is_en_name(label) &&
           std::any_of(kPapers.begin(), kPapers.end(), [&](std::string_view paper) {
               return label.ends_with(paper);
           });
}

/// What stands behind the day in a folio or above a web story: "| Page 7", "第3版", a time.
bool is_folio(const found_date& day, std::string_view rest) {
    return day.value.minute || rest.starts_with("|") || rest.starts_with("｜") ||
           (rest.starts_with("第") && rest.ends_with("版"));
}

}  // namespace

void read_day_line(std::string_view text, span line, bool updates, Findings& found) {
    static constexpr std::array<std::string_view, 10> kWords{
        "发布时间",
        "发布日期",
        "發布時間",
        "发表时间",
        "发布",
        "日期",
        "时间",
        "時間",
        "Published",
        "Posted"};
    static constexpr std::array<std::string_view, 5> kUpdates{
        "更新时间", "更新時間", "更新", "Updated", "Last updated"};
    const auto shown = slice(text, line);
    const auto day = find_date(shown);
    if (!day || !day->iso() || char_count(shown) > kLongestLabelChars) {
        return;
    }
    auto label = trim(shown.substr(0, day->at.begin));
    for (const std::string_view colon : {":", "：", " on"}) {
        label = label.ends_with(colon) ? trim(label.substr(0, label.size() - colon.size())) : label;
    }
    const auto rest = trim(shown.substr(day->at.end));
    const bool updated = std::find(kUpdates.begin(), kUpdates.end(), label) != kUpdates.end();
    const bool labelled = std::find(kWords.begin(), kWords.end(), label) != kWords.end() ||
                          names_paper(label) || (updates && updated);
    const bool short_rest = char_count(rest) <= 30 && !ends_sentence(rest);
    const bool alone = label.empty() && char_count(rest) <= 3;
    if (short_rest && (labelled || alone || (label.empty() && is_folio(*day, rest)))) {
        found.push_back(
            {"published", *day->iso(), {line.begin + day->at.begin, line.begin + day->at.end}});
    }
}

}  // namespace galley::tag_metadata
