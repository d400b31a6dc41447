// SPDX-License-Identifier: Apache-2.0
// Tells headlines from menus, forms, turns of an interview, names of sections and ways through a
// site.
#include "candidates.hpp"

#include <algorithm>

#include <galley/bylines.hpp>
#include <galley/dates.hpp>
#include <galley/shapes.hpp>

namespace galley::lift_headline {
namespace {

bool has_marks_only(std::string_view line) {
    bool marks = true;
    each_char(line, [&](char32_t c, std::size_t) {
        marks = marks && !is_latin_letter(c) && !is_digit(c) && !is_cjk(c);
    });
    return marks;
}

bool is_source_line(std::string_view line) {
    return char_count(line) <= 80 && !ends_sentence(line) &&
           (line.find("来源") != std::string_view::npos || first_iso_date(line).has_value());
}

/// "… (Some Agency/Jane Roe)": a caption ends with its credit.
bool ends_with_credit(std::string_view line) {
    const auto open = line.rfind('(');
    return line.ends_with(")") && open != std::string_view::npos &&
           line.substr(open).find_first_of("/©") != std::string_view::npos;
}

/// "首页 资讯 知识 …": the first word of a site's menu.
bool is_menu(std::string_view line) {
    for (const std::string_view word : {"首页", "首頁", "网站地图", "網站地圖"}) {
        if (line.find(word) != std::string_view::npos) {
            return true;
        }
    }
    return false;
}

/// "发文机关：" over "某某市人民政府": a form, unless its label is "标题".
bool is_form_value(const article& in, std::size_t i) {
    const auto label = i == 0 ? std::string_view{} : in.lines[i - 1].text;
    return (label.ends_with("：") || label.ends_with(":")) && char_count(label) <= 16 &&
           label.find("题") == std::string_view::npos && label.find("題") == std::string_view::npos;
}

/// "问：…", "Q: …": a turn of an interview. Headlines quote people by their names.
bool is_turn(std::string_view line) {
    for (const std::string_view who :
         {"问", "答", "問", "记者", "記者", "主持人", "Q", "A", "Question", "Answer"}) {
        const auto rest = line.substr(std::min(who.size(), line.size()));
        if (line.starts_with(who) && (rest.starts_with("：") || rest.starts_with(":"))) {
            return true;
        }
    }
    return false;
}

/// "Home / Obituaries / Jane Roe": the way through a site.
bool is_path(std::string_view line) {
    const auto slash = line.find(" / ");
    return line.find(" > ") != std::string_view::npos || line.find("»") != std::string_view::npos ||
           (slash != std::string_view::npos &&
            (line.starts_with("Home / ") || line.find(" / ", slash + 3) != std::string_view::npos));
}

/// Names that papers give their sections. Others look like headlines of a word or two.
bool is_section_name(std::string_view part) {
    constexpr std::string_view kNames[] = {
        "社会",      "社會",       "生活",       "财经",       "財經",          "体育",
        "體育",      "国际",       "國際",       "两岸",       "兩岸",          "港澳",
        "港闻",      "港聞",       "副刊",       "主页",       "主頁",          "首页",
        "首頁",      "理财",       "理財",       "旅游",       "旅遊",          "健康",
        "科技",      "娱乐",       "娛樂",       "地方",       "人物",          "专访",
        "專訪",      "评论",       "評論",       "政治",       "经济",          "經濟",
        "文化",      "教育",       "新闻",       "新聞",       "要闻",          "要聞",
        "arts",      "business",   "columnists", "columns",    "comment",       "community",
        "crime",     "culture",    "economy",    "education",  "entertainment", "environment",
        "features",  "finance",    "food",       "front page", "health",        "home",
        "lifestyle", "local",      "markets",    "media",      "money",         "national",
        "news",      "obituaries", "opinion",    "politics",   "property",      "science",
        "sport",     "sports",     "tech",       "technology", "travel",        "weather",
        "world"};
    constexpr std::size_t kMostChars = 4;  // "本地新聞"
    const bool news = all_han(part) && char_count(part) <= kMostChars &&
                      (part.ends_with("新闻") || part.ends_with("新聞"));
    return news || (part.size() <= 16 &&
                    std::ranges::find(kNames, detail::lowered(part)) != std::end(kNames));
}

bool is_section_row(std::string_view line) {
    const bool bar =
        line.find('|') != std::string_view::npos || line.find("｜") != std::string_view::npos;
    return bar && is_section(line);
}

}  // namespace

bool follows_headline(std::string_view line) {
    return is_dash_line(line) || is_source_line(line) || read_credits(line).confidence >= 0.6;
}

std::string_view without_label(std::string_view line) {
    for (const std::string_view label : {"标题：", "标题:", "標題：", "標題:"}) {
        if (line.starts_with(label)) {
            return trim(line.substr(label.size()));
        }
    }
    return line;
}

bool is_labelled_kicker(std::string_view line) {
    for (const std::string_view label : {"肩题", "引题", "眉题", "肩題", "引題", "眉題"}) {
        const auto rest = line.substr(std::min(label.size(), line.size()));
        if (line.starts_with(label) && (rest.starts_with("：") || rest.starts_with(":"))) {
            return true;
        }
    }
    return false;
}

bool is_section(std::string_view line) {
    if (has_marks_only(line)) {
        return true;  // ":::", where readers for the blind jump to
    }
    while (!line.empty()) {
        const auto bar = std::min({line.find('|'), line.find("｜"), line.size()});
        const auto part = trim(line.substr(0, bar));
        if (!is_section_name(part)) {
            return false;
        }
        line.remove_prefix(std::min(line.size(), bar + decode_at(line, bar).size_bytes));
    }
    return true;
}

bool is_result(std::string_view line) {
    std::size_t numbers = 0;
    for (std::size_t at = 0; at < line.size();) {
        const auto end = std::min(line.find(' ', at), line.size());
        const bool number = is_digit(first_char(line.substr(at)).value);
        const bool name = line[at] >= 'A' && line[at] <= 'Z';
        if (!number && !name) {
            return false;
        }
        numbers += number ? 1 : 0;
        at = end + 1;
    }
    return numbers == 2 && is_digit(last_char(line).value) && !is_digit(first_char(line).value);
}

bool may_be_headline(const article& in, std::size_t i) {
    const auto text = without_label(in.lines[i].text);
    if (is_turn(text) || is_labelled_kicker(text) || is_path(text) || is_section_row(text)) {
        return false;
    }
    return is_headline_shaped(without_site(text)) && !is_source_line(text) &&
           read_credits(text).confidence < 0.6 && !is_body_line(text) && !ends_with_credit(text) &&
           !is_menu(text) && !is_form_value(in, i);
}

}  // namespace galley::lift_headline
