// SPDX-License-Identifier: Apache-2.0
// Small boxes of a page: who posted it, a table of data, links below bullets, words beside buttons.
#include <algorithm>
#include <array>
#include <utility>

#include <galley/bylines.hpp>

#include "frame.hpp"

namespace galley::strip_furniture {

namespace {

constexpr std::size_t kTableLabels = 3;  // labels in a row: a table of the document's data
constexpr std::size_t kBulletPairs = 3;

}  // namespace

bool is_meta(const Line& line) {
    constexpr Kinds kMeta = {Kind::kSourceLine, Kind::kByline, Kind::kEditorLine};
    return line.gone && kMeta.have(line.kind);
}

bool may_go(const Line& line) {
    return !line.gone && !line.paragraph() && (!line.finished() || !line.reaches(40)) &&
           (!line.reaches(40) || line.marks() < 2);
}

bool announces(const Line& line) {
    const auto last = last_char(line.text).value;
    return last == ':' || last == 0xFF1A;
}

void drop_account(const Frame& frame, Lines& lines) {
    const Line* above = nullptr;  // the headline
    Line* account = nullptr;
    for (LineIndex i = 0; i < frame.begin; ++i) {
        auto& line = lines[i];
        const bool posted = is_meta(line) && line.signs.has(Sign::kPosted);
        if (posted && account != nullptr && above != nullptr && !account->gone && !above->gone &&
            account->marks() == 0 && account->within(24) &&
            above->columns() >= 2 * account->columns()) {
            drop(*account, {"source_line", "context.account", 0.85, false});
            account->account = true;
            return;
        }
        above = account;
        account = &line;
    }
}

namespace {

constexpr std::size_t kValueColumns = 24;
constexpr std::size_t kNameColumns = 6;  // three Han characters

// The field whose label stands alone on a line that went; empty: none.
std::string_view labelled_field(const Line& label) {
    if (!label.gone || !announces(label) || !label.within(kValueColumns)) {
        return {};
    }
    constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kLabels = {{
        {"责任编辑", "responsible_editor"},
        {"责编", "responsible_editor"},
        {"責任編輯", "responsible_editor"},
        {"来源", "source"},
        {"來源", "source"},
        {"撰文", "byline"},
        {"作者", "byline"},
        {"记者", "byline"},
        {"記者", "byline"},
    }};
    const auto* found = std::ranges::find_if(
        kLabels, [&](const auto& row) { return label.text.find(row.first) != label.text.npos; });
    return found == kLabels.end() ? std::string_view() : found->second;
}

}  // namespace

void drop_values(Lines& lines) {
    const auto story = story_begin(lines);
    for (LineIndex i = 1; i < lines.size(); ++i) {
        auto& line = lines[i];
        const bool beside = lines[i - 1].gone || (i + 1 < story && is_meta(lines[i + 1]));
        if (line.gone || !beside || !line.within(kValueColumns) || line.marks() > 0 ||
            line.finished()) {
            continue;
        }
        if (const auto field = labelled_field(lines[i - 1]); !field.empty()) {
            line.says = field;
            drop(line, lines[i - 1].why);
            continue;
        }
        const bool dated = i + 1 < story && is_meta(lines[i + 1]) && lines[i + 1].digits() >= 6;
        const bool below_headline =
            !lines[i - 1].gone && lines[i - 1].columns() >= 2 * kNameColumns;
        if (dated && below_headline && line.within(kNameColumns) && is_han_name(line.text)) {
            line.says = "byline";
            drop(line, {"byline", "context.name", 0.85, false});
        }
    }
}

void drop_table(const Frame& frame, Lines& lines) {
    const auto limit = frame.page ? frame.begin : story_begin(lines);
    for (LineIndex i = 0; i < limit;) {
        auto end = i;
        std::size_t labels = 0;
        while (end < limit && lines[end].label) {
            ++labels;
            const bool filled = !announces(lines[end]);
            const bool issuer = lines[end].signs.has(Sign::kIssuer);
            ++end;
            if (!filled && end < limit && !lines[end].label) {
                lines[end].account = issuer;
                ++end;  // the value below its label
            }
        }
        for (auto n = i; labels >= kTableLabels && n < std::min(end, limit); ++n) {
            drop(lines[n], {"source_line", "context.table", 0.9, false});
        }
        i = std::max(end, i + 1);
    }
}

void drop_bullets(const Frame& frame, Lines& lines) {
    const auto is_bullet = [&](LineIndex i) {
        return i < lines.size() && lines[i].text.size() <= 3 && is_numbered(lines[i].text);
    };
    for (auto i = frame.begin; i < frame.end;) {
        auto end = i;
        std::size_t pairs = 0;
        while (is_bullet(end)) {
            const auto item = end + 1;
            if (item >= frame.end || !may_go(lines[item]) || !lines[item].within(40)) {
                break;
            }
            ++pairs;
            end = item + 1;
        }
        const bool announced = i > frame.begin && end > i && announces(lines[i - 1]);
        for (auto n = i; pairs >= kBulletPairs && !announced && n < end; ++n) {
            drop(lines[n], {"advertisement", "context.bullets", 0.75, false});
        }
        i = std::max(end, i + 1);
    }
}

void drop_parts(Lines& lines) {
    const auto is_widget = [&](LineIndex i) {
        constexpr Kinds kWidgets = {
            Kind::kShareWidget, Kind::kNavigation, Kind::kCommentWidget, Kind::kBreadcrumb};
        return i < lines.size() && lines[i].gone && kWidgets.have(lines[i].kind);
    };
    const auto is_part = [&](LineIndex i) {
        return i < lines.size() && !lines[i].gone && lines[i].parts && !lines[i].reaches(41);
    };
    for (LineIndex begin = 1; begin < lines.size(); ++begin) {
        if (!is_part(begin)) {
            continue;
        }
        auto end = begin + 1;
        while (is_part(end)) {
            ++end;
        }
        const bool below = is_widget(begin - 1);
        const bool between =
            lines[begin - 1].gone && is_widget(end);  // a date above, buttons below
        for (auto i = begin; (below || between) && i < end; ++i) {
            const auto& why = lines[below ? begin - 1 : end].why;
            drop(lines[i], {why.category, "context.parts", why.confidence, false});
        }
        begin = end;
    }
}

}  // namespace galley::strip_furniture
