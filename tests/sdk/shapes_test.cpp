// SPDX-License-Identifier: Apache-2.0
// Line shapes: one row a line, one column a shape.
#include <gtest/gtest.h>

#include <galley/shapes.hpp>

namespace galley {
namespace {

TEST(Shapes, ItemLines) {
    for (const char* line :
         {"一、先修桥",
          "（二）再修路",
          "1. First",
          "3、第三",
          "■ 青石从北山来",
          "第二章 桥",
          "• point",
          "(4) Fourth"}) {
        EXPECT_TRUE(is_item_line(line)) << line;
    }
    for (const char* line :
         {"一座桥", "2031年的桥", "1.5万人过桥", "第二天下雨", "□记者 陈立", ""}) {
        EXPECT_FALSE(is_item_line(line)) << line;
    }
}

TEST(Shapes, HeadlineLines) {
    for (const char* line :
         {"柳溪镇的石桥修好了",
          "石桥修好了吗？",
          "石桥:一个镇的一百年",
          "Village pond gets a bridge"}) {
        EXPECT_TRUE(is_headline_shaped(line)) << line;
    }
    for (const char* line :
         {"石桥修好了。",
          "他说,",
          "■ 青石从北山来",
          "——一座桥的一百年",
          "石桥上的行人 陈立 摄",
          "首页",
          "Nobody was on it.",
          "甲 | 乙 | 丙 | 丁",
          "他说“石桥修好了。”"}) {
        EXPECT_FALSE(is_headline_shaped(line)) << line;
    }
}

TEST(Shapes, CaptionLines) {
    for (const char* line :
         {"石桥上的行人 陈立 摄",
          "图为石桥。",
          "（资料图）",
          "Photo: AFP",
          "石桥（陈立 攝）",
          "石橋上的行人 攝影／陳立",
          "石桥上的行人（图/柳溪晚报）",
          "Walkers on the stone bridge at dawn. (Meridian Press/Jane Roe)",
          "Walkers on the stone bridge. Photo: Jane Roe",
          "Walkers on the stone bridge (Photo by Jane Roe)"}) {
        EXPECT_TRUE(is_caption_line(line)) << line;
    }
    for (const char* line :
         {"石桥修好了",
          "",
          "文/陈立 图/沈小舟",
          "石桥限载10吨/辆",
          "He showed a photo: the bridge of his youth.",
          "The bridge was closed (9/11 and later)",
          "She had her photo by the bed of her son."}) {
        EXPECT_FALSE(is_caption_line(line)) << line;
    }
}

TEST(Shapes, TableRows) {
    EXPECT_TRUE(is_table_row("桥名\t长度\t年份"));
    EXPECT_TRUE(is_table_row("石桥    九米    三年"));
    EXPECT_FALSE(is_table_row("桥短 路长"));
    EXPECT_FALSE(is_table_row("　　石桥修好了  他说"));
}

}  // namespace
}  // namespace galley
