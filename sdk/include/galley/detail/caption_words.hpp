// SPDX-License-Identifier: Apache-2.0
// Words that make a line a caption: those it begins with, and the credit it ends with.
#pragma once
#include <algorithm>
#include <string_view>

#include <galley/text.hpp>

namespace galley GALLEY_SDK_HIDDEN {
namespace detail {

inline std::string_view without_closers(std::string_view line) {
    while (!line.empty() && is_closer(last_char(line).value)) {
        line.remove_suffix(last_char(line).size_bytes);
    }
    return line;
}

/// Chinese: "… 甲 摄", "… 摄影／甲", "… 图/某某社"; "文/甲 图/乙" is a byline.
inline bool ends_with_han_credit(std::string_view line) {
    if (line.size() > 400 || char_count(line) > 80) {
        return false;
    }
    for (const std::string_view end :
         {"摄", "攝", "供图", "供圖", "资料图", "資料圖", "图片", "摄影", "攝影"}) {
        if (line.ends_with(end)) {
            return true;
        }
    }
    const auto slash = std::max(
        line.rfind('/') == std::string_view::npos ? 0 : line.rfind('/'),
        line.rfind("／") == std::string_view::npos ? 0 : line.rfind("／"));
    const auto before = line.substr(0, slash);
    const auto name = line.substr(slash + decode_at(line, slash).size_bytes);
    if (slash == 0 || char_count(name) < 2 || char_count(name) > 10 || line.starts_with("文")) {
        return false;
    }
    for (const std::string_view task : {"摄影", "攝影", "摄", "攝", "图", "圖"}) {
        const auto rest = before.substr(0, before.size() - std::min(task.size(), before.size()));
        const auto edge = last_char(rest).value;
        if (before.ends_with(task) && (is_blank(edge) || edge == U'（' || edge == '(')) {
            return true;
        }
    }
    return false;
}

/// English: "… (Some Agency/Jane Roe)", "… (Photo by Jane Roe)", "… Photo: Jane Roe".
inline bool ends_with_latin_credit(std::string_view line) {
    constexpr std::size_t kCreditBytes = 60;
    const auto tail = line.substr(line.size() - std::min(line.size(), kCreditBytes));
    const auto open = tail.rfind('(');
    const auto inside = open == std::string_view::npos ? std::string_view{} : tail.substr(open + 1);
    if (line.ends_with(")") &&
        (inside.find('/') != std::string_view::npos || inside.find("©") != std::string_view::npos ||
         inside.starts_with("Photo") || inside.starts_with("Picture"))) {
        const bool numbers = is_digit(first_char(inside).value);
        const bool address = inside.find("//") != std::string_view::npos;
        return open + 1 < tail.size() && !numbers && !address && line.size() <= 600;
    }
    for (const std::string_view word :
         {"Photo: ", "Photo by ", "Photograph: ", "Photograph by ", "Picture: ", "Picture by "}) {
        const auto at = tail.rfind(word);
        const bool edge = at == 0 || (at != std::string_view::npos && tail[at - 1] == ' ');
        if (edge && line.size() <= 600 && !tail.ends_with(".")) {
            return true;
        }
    }
    return false;
}

inline bool begins_like_caption(std::string_view line) {
    for (const std::string_view begin :
         {"图为",
          "圖為",
          "图：",
          "图:",
          "图片说明",
          "上图",
          "下图",
          "Photo:",
          "Photo by ",
          "Pictured",
          "File photo",
          "Photograph:",
          "Image:"}) {
        if (line.starts_with(begin)) {
            return true;
        }
    }
    return false;
}

}  // namespace detail
}  // namespace GALLEY_SDK_HIDDEN
