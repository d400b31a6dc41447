// SPDX-License-Identifier: Apache-2.0
// Personal names: Chinese surnames and names written without blanks, Latin names in capitals.
#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <galley/text.hpp>

namespace galley GALLEY_SDK_HIDDEN {

namespace detail {

// The surnames of about 99 % of bylines, simplified and traditional. Those that are above all
// everyday words (和 时 都 有 年 平 经 能 …) are left out: a missed bare name is cheaper than a
// stripped line.
inline constexpr std::string_view kSurnames =
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧"
    "曹彭曾肖蕭萧田董袁潘于蒋蔣蔡余杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鍾谭譚陆陸汪范范石廖贾賈"
    "夏韦韋付方白邹鄒孟熊秦邱江尹薛闫閆段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴覃武戴莫孔向"
    "汤湯常温溫康施文牛樊葛邢安齐齊易乔喬伍庞龐颜顏倪庄莊聂聶章鲁魯岳翟殷詹申欧歐耿关關兰蘭焦俞左"
    "柳甘祝包宁寧尚符舒阮柯纪紀梅童凌毕畢单單季裴霍涂塗成苗谷盛曲翁冉骆駱蓝藍路游辛靳欧管柴蒙鲍鮑"
    "华華喻祁蒲房滕屈饶饒解牟艾尤阳陽穆农農司卓古吉缪繆简簡车車项項连連芦蘆麦麥褚娄婁窦竇戚岑景党"
    "黨宫宮费費卜冷晏席卫衛米柏宗瞿桂全佟应應臧闵閔苟邬鄔边邊卞姬师師和仇栾欒隋商刁沙荣榮巫寇桑郎甄"
    "丛叢仲虞敖巩鞏佘池查麻苑迟遲邝鄺官封谈談匡鞠惠荆荊乐樂冀郁胥南班储儲原栗燕楚鄢劳勞谌諶奚皮粟"
    "冼蔺藺楼樓盘盤满滿闻聞厉厲伊仝区區郜海阚闞花权權强強帅帥屠豆朴盖蓋练練廉禹井祖漆巴丰豐卿"
    "狄平計索宣晋晉門云雲容敬扈晁芮阙闕浦戈伏鹿薄邸雍辜羊阿乌烏母裘亓修邰赫杭"
    "那宿鲜鮮印逯隆茹诺諾战戰慕危玉银銀亢嵇哈湛宾賓戎勾茅利尉冶斯元束檀衣阴陰昝智"
    "幸奉植衡富尧堯由竺倚柘郏郟滑宓璩鄂咸眭乜暨阎閻";

inline constexpr std::string_view kCompoundSurnames[] = {
    "欧阳", "歐陽", "上官", "司马", "司馬", "诸葛", "諸葛", "东方", "東方", "皇甫", "尉迟", "尉遲",
    "公孙", "公孫", "慕容", "令狐", "司徒", "司空", "夏侯", "南宫", "端木", "百里", "呼延", "轩辕",
    "申屠", "独孤", "赫连", "澹台", "公冶", "宗政", "濮阳", "淳于", "单于", "太叔", "钟离", "宇文",
    "长孙", "鲜于", "闾丘", "拓跋", "西门", "第五", "梁丘", "左丘", "东郭"};

inline constexpr char32_t kFirstUnified = 0x4E00;  // Han ideographs, as far as surnames have them
inline constexpr char32_t kLastUnified = 0x9FFF;

struct surname_use {
    bool alone = false;  ///< is a surname
    bool begins_compound = false;
};

constexpr auto surname_table() {
    std::array<surname_use, kLastUnified - kFirstUnified + 1> table{};
    each_char(
        kSurnames, [&](char32_t c, std::size_t) { table.at(c - kFirstUnified).alone = true; });
    for (const auto surname : kCompoundSurnames) {
        table.at(first_char(surname).value - kFirstUnified).begins_compound = true;
    }
    return table;
}

inline constexpr auto kSurnameUses = surname_table();

inline surname_use first_as_surname(std::string_view name) {
    const auto c = first_char(name).value;
    return c >= kFirstUnified && c <= kLastUnified ? kSurnameUses[c - kFirstUnified]
                                                   : surname_use{};
}

inline bool begins_with_surname(std::string_view name) {
    return first_as_surname(name).alone;
}

inline bool begins_with_compound_surname(std::string_view name) {
    if (!first_as_surname(name).begins_compound) {
        return false;
    }
    for (const auto surname : kCompoundSurnames) {
        if (name.starts_with(surname)) {
            return true;
        }
    }
    return false;
}

/// A Han name of `chars` characters at the front of `text`: 2 or 3, or 3 or 4 with a compound
/// surname.
inline bool fits_name(std::string_view text, std::size_t chars) {
    return begins_with_compound_surname(text)
               ? chars == 3 || chars == 4
               : (chars == 2 || chars == 3) && begins_with_surname(text);
}

struct name_cuts {
    std::size_t ways = 0;
    std::vector<span> names;  ///< of the first way found
};

inline void cut_names(
    std::string_view text, std::size_t at, std::vector<span>& made, name_cuts& out) {
    if (at == text.size()) {
        if (++out.ways == 1) {
            out.names = made;
        }
        return;
    }
    std::size_t end = at;
    for (std::size_t chars = 1; chars <= 4 && end < text.size() && out.ways < 2; ++chars) {
        end += decode_at(text, end).size_bytes;
        if (chars >= 2 && fits_name(text.substr(at, end - at), chars)) {
            made.push_back({at, end});
            cut_names(text, end, made, out);
            made.pop_back();
        }
    }
}

}  // namespace detail

/// Whether all characters are Han; false for an empty text.
inline bool all_han(std::string_view text) {
    bool han = !text.empty();
    each_char(text, [&](char32_t c, std::size_t) { han = han && is_han(c); });
    return han;
}

/// Whether this is a Chinese name by its surname: 2 or 3 characters, 3 or 4 with a compound one.
inline bool is_han_name(std::string_view text) {
    return all_han(text) && char_count(text) <= 4 && detail::fits_name(text, char_count(text));
}

/// Names written without blanks ("甲乙丙丁"), cut where surnames allow one way only.
/// @returns  spans in `text`; one span for the whole when unsure; none when it holds no names.
inline std::vector<span> cut_han_names(std::string_view text) {
    const auto chars = char_count(text);
    if (!all_han(text) || chars < 2 || chars > 12) {
        return {};
    }
    detail::name_cuts cuts;
    std::vector<span> made;
    detail::cut_names(text, 0, made, cuts);
    if (cuts.ways == 1) {
        return cuts.names;
    }
    return chars <= 4 || (cuts.ways > 1 && chars <= 6) ? std::vector<span>{{0, text.size()}}
                                                       : std::vector<span>{};
}

/// "JANE ROE" as "Jane Roe", "O'NEIL-ROE" as "O'Neil-Roe"; a name with small letters as it is.
inline std::string tidy_name(std::string_view name) {
    bool capitals = true;
    for (const char c : name) {
        capitals = capitals && !(c >= 'a' && c <= 'z');
    }
    std::string out(name);
    bool inside = false;
    for (char& c : out) {
        const bool letter = (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
        if (capitals && inside && c >= 'A' && c <= 'Z') {
            c = static_cast<char>(c - 'A' + 'a');
        }
        inside = letter || (c >= 'a' && c <= 'z');
    }
    return out;
}

}  // namespace GALLEY_SDK_HIDDEN
