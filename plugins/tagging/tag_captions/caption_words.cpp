// SPDX-License-Identifier: Apache-2.0
// The words and forms of captions.
#include "caption_words.hpp"

#include <algorithm>
#include <array>

#include <galley/bylines.hpp>
#include <galley/dates.hpp>
#include <galley/shapes.hpp>
#include <galley/text.hpp>

namespace galley::tag_captions {
namespace {

template <class Table>
bool begins_with_one(std::string_view line, const Table& words) {
    return std::any_of(
        words.begin(), words.end(), [&](std::string_view word) { return line.starts_with(word); });
}

template <class Table>
bool holds_one(std::string_view line, const Table& words) {
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
        return line.find(word) != std::string_view::npos;
    });
}

template <class Table>
bool ends_with_one(std::string_view line, const Table& words) {
    return std::any_of(
        words.begin(), words.end(), [&](std::string_view word) { return line.ends_with(word); });
}

constexpr std::array<std::string_view, 10> kOpenings{
    "图为", "圖為", "图：", "图:", "图片说明", "图①", "图②", "图③", "上图", "下图"};
constexpr std::array<std::string_view, 8> kLatinOpenings{
    "Image:",
    "Photo:",
    "Pictured",
    "FILE - ",
    "FILE \xE2\x80\x93 ",
    "FILE \xE2\x80\x94 ",
    "File photo",
    "Artist's impression"};

std::string_view without_closers(std::string_view line) {
    while (!line.empty() && (is_closer(last_char(line).value) || is_blank(last_char(line).value) ||
                             last_char(line).value == U'。')) {
        line.remove_suffix(last_char(line).size_bytes);
    }
    return line;
}

/// "… 甲乙 摄", "…（甲乙 摄）", "… 受访者供图": the credit is the last word, after a blank or in
/// brackets; 拍摄 is a verb.
bool ends_with_han_credit(std::string_view line) {
    static constexpr std::array<std::string_view, 9> kCredits{
        "摄", "攝", "摄影", "攝影", "供图", "供圖", "资料图", "资料图片", "制图"};
    const auto bare = without_closers(line);
    if (char_count(line) > 120 || !ends_with_one(bare, kCredits) || bare.ends_with("拍摄")) {
        return false;
    }
    constexpr std::size_t kCreditBytes = 60;
    const auto tail = bare.substr(bare.size() - std::min(bare.size(), kCreditBytes));
    bool divided = false;
    each_char(tail, [&](char32_t c, std::size_t) {
        divided = divided || is_blank(c) || c == U'（' || c == '(' || c == U'。' || c == '/';
    });
    return divided && !is_credit_line(line);
}

/// "(AP Photo/Jane Roe)", "(Some Agency/Jane Roe)", "Credit: Some Agency" at the end.
bool ends_with_latin_credit(std::string_view line) {
    if (const auto credit = line.rfind("Credit: "); credit != std::string_view::npos) {
        return credit > 0 && line.size() - credit <= 60;
    }
    const auto open = line.rfind('(');
    if (!line.ends_with(")") || open == std::string_view::npos || open == 0 ||
        line.size() - open > 80) {
        return false;
    }
    const auto inside = line.substr(open + 1, line.size() - open - 2);
    const auto slash = inside.find('/');
    const bool capitals = slash != std::string_view::npos && slash > 0 &&
                          slash + 1 < inside.size() && inside[slash + 1] >= 'A' &&
                          inside[slash + 1] <= 'Z' && inside.front() >= 'A' &&
                          inside.front() <= 'Z';
    return (capitals && inside.find("http") == std::string_view::npos) ||
           inside.starts_with("Photo by ") || inside.starts_with("Photo: ");
}

}  // namespace

bool has_credit(std::string_view line) {
    line = trim(line);
    if (char_count(line) > 500) {
        return false;
    }
    const bool opening = char_count(line) <= 120 && begins_with_one(line, kOpenings);
    return opening || (begins_with_one(line, kLatinOpenings) && line.size() > 24) ||
           ends_with_han_credit(line) || ends_with_latin_credit(line);
}

bool is_lone_credit(std::string_view line) {
    line = trim(line);
    return line.starts_with("Photo: ") && line.size() <= 48;
}

bool ends_with_its_day(std::string_view line) {
    line = trim(line);
    if (!line.ends_with(".") || line.size() > 320) {
        return false;
    }
    const auto dates = find_dates(line);
    if (dates.empty() || dates.back().at.end + 1 != line.size() || dates.back().value.year == 0) {
        return false;
    }
    return line.substr(0, dates.back().at.begin).ends_with(", ");
}

bool is_short_phrase(std::string_view line) {
    line = trim(line);
    const auto chars = char_count(line);
    bool one_piece = true;
    each_char(line, [&](char32_t c, std::size_t) {
        one_piece = one_piece && !is_blank(c) && c != U'：' && c != ':' && c != U'“' &&
                    c != U'？' && c != U'！' && c != U'；' && c != U'《' && c != U'|' && c != U'—';
    });
    return one_piece && chars >= 5 && chars <= 45 && han_share(line) > 0.6 &&
           !ends_sentence(line) && !is_item_line(line) && !is_dash_line(line) &&
           !is_credit_line(line) && find_dates(line).empty();
}

bool shows_a_scene(std::string_view line) {
    static constexpr std::array<std::string_view, 6> kHappening{
        "正在", "合影", "现场", "現場", "一角", "全景"};
    static constexpr std::array<std::string_view, 8> kEvents{
        "推进会", "座谈会", "启动仪式", "签约仪式", "揭牌仪式", "誓师大会", "开幕式", "颁奖仪式"};
    static constexpr std::array<std::string_view, 20> kPeople{
        "志愿者",   "工作人员", "后勤人员", "医护人员", "民警",   "消防员", "扶贫干部",
        "党员干部", "社区干部", "村干部",   "村民",     "居民",   "市民",   "游客",
        "学生们",   "孩子们",   "老师",     "队员",     "工人们", "员工"};
    static constexpr std::array<std::string_view, 24> kDoing{
        "宣传", "发放", "配送", "测量", "登记", "排查", "巡逻", "清扫",
        "打扫", "搬运", "安装", "检查", "走访", "慰问", "参观", "练习",
        "排练", "采摘", "演示", "讲解", "领取", "挑选", "消毒", "种植"};
    line = trim(line);
    if (!is_short_phrase(line)) {
        return false;
    }
    const bool people = begins_with_one(line, kPeople) && holds_one(line, kDoing);
    return people || holds_one(line, kHappening) || ends_with_one(line, kEvents);
}

}  // namespace galley::tag_captions
