// SPDX-License-Identifier: Apache-2.0
// Words of Chinese credit lines: roles, tasks, qualifiers of outlets, and what is no name.
#pragma once
#include <string_view>

#include <galley/detail/credits.hpp>

namespace galley GALLEY_SDK_HIDDEN {
namespace detail {

// Stand anywhere in a word: "记者甲乙通讯员丙丁", "某某晚报记者".
inline constexpr std::string_view kRoles[] = {
    "记者",     "記者",     "通讯员", "通訊員", "实习生", "實習生", "评论员",   "評論員",
    "撰稿人",   "撰稿员",   "报道员", "报导员", "特派员", "特派員", "摄影记者", "攝影記者",
    "责任编辑", "責任編輯", "责编",   "責編",   "编辑",   "編輯",   "作者"};
// Words of their own: before the name with "/" or ":" or a blank, or behind it.
inline constexpr std::string_view kTaskRoles[] = {
    "文",   "文字", "撰文", "撰稿",     "采写",     "採寫", "执笔", "執筆",
    "编译", "編譯", "整理", "主笔",     "图文",     "文图", "圖文", "采访",
    "报道", "報道", "報導", "摄影报道", "攝影報道", "翻译", "翻譯"};
inline constexpr std::string_view kPhotoRoles[] = {
    "图",
    "圖",
    "摄",
    "攝",
    "摄影",
    "攝影",
    "图片",
    "圖片",
    "供图",
    "供圖",
    "制图",
    "製圖",
    "绘图",
    "视频"};
inline constexpr std::string_view kAsides[] = {
    "受访者供图",
    "受访者提供",
    "受訪者提供",
    "资料图",
    "资料图片",
    "資料圖片",
    "网络图",
    "网络图片"};
inline constexpr std::string_view kQualifiers[] = {
    "本报", "本報", "本刊",   "本网",   "本網", "本台", "本社", "本站", "我报",
    "我网", "总台", "全媒体", "融媒体", "全媒", "融媒", "见习", "見習", "实习",
    "實習", "首席", "特派",   "特约",   "特約", "高级", "资深", "職工", "职工",
    "文字", "驻京", "財經",   "财经",   "体育", "時政", "时政", "特邀"};
inline constexpr std::string_view kOutletEnds[] = {
    "报",   "報",   "网",   "網",     "社",   "台",   "臺",     "刊",
    "新闻", "新聞", "频道", "客户端", "杂志", "雜誌", "传媒",   "媒体",
    "融媒", "在线", "电视", "广播",   "记",   "谈",   "通讯社", "中心"};
// What follows "记者" in a title or a sentence instead of a name.
inline constexpr std::string_view kNotNames[] = {
    "手记", "手記", "观察", "觀察",   "调查",   "調查", "采访", "採訪", "报道",   "日前", "获悉",
    "了解", "近日", "昨日", "今日",   "现场",   "现身", "连线", "专访", "提问",   "问",   "说",
    "表示", "从",   "在",   "招待会", "探访",   "体验", "述评", "综述", "走基层", "节",   "团",
    "站",   "看到", "发现", "们",     "注意到", "随",   "来到", "走进", "于",     "时",   "易",
    "关于", "向",   "查",   "闻讯",   "明",     "相关", "同时", "连日", "那里",   "和",   "也",
    "曾",   "又",   "还",   "为",     "与",     "对",   "把",   "将",   "致电"};

}  // namespace detail
}  // namespace GALLEY_SDK_HIDDEN
