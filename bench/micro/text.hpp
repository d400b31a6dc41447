// SPDX-License-Identifier: Apache-2.0
// What the micro-benchmarks read: an invented page of 10 KB, mostly Chinese, with empty lines and
// furniture.
#pragma once
#include <cstddef>
#include <string>

namespace galley::bench {

inline constexpr std::size_t kPageBytes = 10'000;

inline std::string page() {
    std::string text = "首页 > 渡口新闻 > 正文\n来源：渡口晚报 2031-04-18 09:30\n\n";
    for (int line = 0; text.size() < kPageBytes; ++line) {
        text += "第" + std::to_string(line) +
                "班渡船离岸的时候，船家把缆绳系在老柳树上，\"等最后一班客人\"。"
                "岸上的人说，这棵树比渡口还老，去年发的新芽今年又高了一截，"
                "桥修好以后，它还会在那里。\n\n";
    }
    return text + "责任编辑：沈知秋\n打印本页 关闭窗口\n";
}

}  // namespace galley::bench
