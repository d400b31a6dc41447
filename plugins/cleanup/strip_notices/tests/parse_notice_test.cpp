// SPDX-License-Identifier: Apache-2.0
// Invented notices and what they say, one row each.
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "notice.hpp"
#include "words_of_plugin.hpp"

namespace galley::strip_notices {
namespace {

struct Row {
    std::string text;
    std::string expected;  ///< "kind; holder; document numbers @issuer | document …"
};

std::string describe(std::string_view text, const Notice& notice) {
    std::string out =
        std::string(notice.kind) + "; " + std::string(slice(text, notice.holder)) + ";";
    for (const auto& item : notice.items) {
        out += &item == notice.items.data() ? " " : " | ";
        out += slice(text, item.document);
        for (const auto number : item.numbers) {
            out += out.ends_with(' ') ? "" : " ";
            out += slice(text, number);
        }
        if (!item.issuer.empty()) {
            out += " @" + std::string(slice(text, item.issuer));
        }
    }
    return out;
}

class ParseNotice : public testing::TestWithParam<Row> {};

TEST_P(ParseNotice, ReadsHolderDocumentsNumbersIssuer) {
    const auto& row = GetParam();
    const auto notice = parse_notice(row.text, plugin_words());
    ASSERT_TRUE(notice) << row.text;
    EXPECT_EQ(describe(row.text, *notice), row.expected) << row.text;
}

const std::vector<Row> kLost = {
    {"遗失范小满《导游资格证》,证号:DZG700418,声明作废。",
     "lost; 范小满; 《导游资格证》 DZG700418"},
    {"遗失沈知秋学生证,编号2031007,声明作废。", "lost; 沈知秋; 学生证 2031007"},
    {"遗失许诺残疾人证一本,证号900418B1,特此声明。", "lost; 许诺; 残疾人证 900418B1"},
    {"遗失欧阳青禾机动车驾驶证,档案编号900700418,声明作废。",
     "lost; 欧阳青禾; 机动车驾驶证 900700418"},
    {"遗失柳树巷杂货铺营业执照副本,注册号700418000,声明作废。",
     "lost; 柳树巷杂货铺; 营业执照副本 700418000"},
    {"遗失青石县白鹭小学公章一枚,编码7004180001,声明作废。",
     "lost; 青石县白鹭小学; 公章 7004180001"},
    {"遗失青石县白鹭镇渡口村三组范大有林权证,证号青林证字(2009)第418号,声明作废。",
     "lost; 范大有; 林权证 青林证字(2009)第418号"},
    {"遗失2019年5月6日青石置业有限公司开具给范小满(3幢402室)的收据一份,收据号:0070418,金额:8000元,"
     "声明作废。",
     "lost; 范小满; 收据 0070418 @青石置业有限公司"},
    {"遗失青石县白鹭镇卫生院《医疗门诊收费票据》两本(2018)青费00704101-00704150,声明作废。",
     "lost; 青石县白鹭镇卫生院; 《医疗门诊收费票据》 00704101-00704150"},
    {"遗失范小满位于白鹭镇渡口村房屋的土地证,土地证号418,地号:700418009,用地面积90.5㎡,声明作废。",
     "lost; 范小满; 土地证 418 700418009"},
    {"遗失范小满就业失业登记证,编号为:7004180100418号,声明作废。",
     "lost; 范小满; 就业失业登记证 7004180100418"},
    {"遗失范小满身份证,声明作废。", "lost; 范小满; 身份证"},
    {"遗失范小满、沈知秋结婚证,编号J700418-2020-000418,声明作废。",
     "lost; 范小满、沈知秋; 结婚证 J700418-2020-000418"},
    {"遗失青石县渡口加油站危险化学品经营许可证正本,许可证编号:青危化经字00418,声明作废。",
     "lost; 青石县渡口加油站; 危险化学品经营许可证正本 青危化经字00418"},
    {"范小满不慎遗失教师资格证,证书编号20187004182000418,特此声明。",
     "lost; 范小满; 教师资格证 20187004182000418"},
    {"范小满不慎将青石县公安局签发的居民身份证遗失,特声明作废。",
     "lost; 范小满; 居民身份证 @青石县公安局"},
    {"柳树巷杂货铺不慎将税务登记证副本丢失,税号700418XYZ,声明作废。",
     "lost; 柳树巷杂货铺; 税务登记证副本 700418XYZ"},
    {"范小满存单丢失,帐号后四位0418,开户行白鹭信用社渡口分社,声明作废。",
     "lost; 范小满; 存单 0418 @白鹭信用社渡口分社"},
    {"范小满遗失船员服务簿,编号CY00418,声明作废", "lost; 范小满; 船员服务簿 CY00418"},
    {"柳树巷杂货铺遗失公章和财务专用章各一枚,声明作废。", "lost; 柳树巷杂货铺; 公章 | 财务专用章"},
    {"柳树巷杂货铺遗失公章(编号700418)、发票专用章(编号700419),声明作废。",
     "lost; 柳树巷杂货铺; 公章 700418 | 发票专用章 700419"},
    {"柳树巷杂货铺,因保管不善,遗失营业执照正本,注册号700418,声明作废。",
     "lost; 柳树巷杂货铺; 营业执照正本 700418"},
    {"遗失声明:兹有青石县白鹭小学财务章一枚丢失,特此声明。", "lost; 青石县白鹭小学; 财务章"},
    {"声明:青石县渡口村村民委员会收款收据(第301至350号)遗失,即日起不再有效。",
     "lost; 青石县渡口村村民委员会; 收款收据 第301至350号"},
    {"遗失范小满护照,号码E00700418,声明作废。", "lost; 范小满; 护照 E00700418"},
    {"遗失诸葛明远会计从业资格证书,证书编号:700418,声明作废。",
     "lost; 诸葛明远; 会计从业资格证书 700418"},
    {"遗失范小满由青石县住房局颁发的房屋所有权证,证号青房字第00418号,声明作废。",
     "lost; 范小满; 房屋所有权证 青房字第00418号 @青石县住房局"},
    {"遗失范小满中华人民共和国船舶国籍证书,编号070418000,声明作废。",
     "lost; 范小满; 中华人民共和国船舶国籍证书 070418000"},
    {"遺失聲明：茲有白鷺輪船公司海員證一本（員工號K-418，持有人范小滿）遺失，聲明作廢。",
     "lost; 范小滿; 海員證 K-418 @白鷺輪船公司"},
    {"作廢啟事：永泰米鋪之提單（編號0418起共20張）日前散失，如有人持該批提單交易，本號概不承認。",
     "lost; 永泰米鋪; 提單 0418"},
};

const std::vector<Row> kOtherKinds = {
    {"本人于九月三日在柳树巷口丢失棕色皮箱一只,内有账本和照片,请拾到者联系范女士,必有重谢。",
     "lost_item_search; 范女士; 棕色皮箱 | 账本 | 照片"},
    {"寻物启事:本人在白鹭渡口遗失铜锁一把,拾到者请联系0900-555 0404。", "lost_item_search; ; 铜锁"},
    {"失物招领:柳树巷菜场捡到布袋一个,请失主到值班室领取。", "found; ; 布袋"},
    {"白鹭渡口管理处拾到学生证(姓名:沈知秋)、雨伞,请失主认领。", "found; ; 学生证 | 雨伞"},
    {"柳树巷杂货铺(个体)拟注销,注册号700418009,请债权人四十五日内来办理手续,特此公告。",
     "deregistration; 柳树巷杂货铺(个体); 700418009"},
    {"注销公告:青石商贸有限公司(注册号:700418001)经股东会决议,拟向登记机关申请注销,"
     "请债权人申报债权。",
     "deregistration; 青石商贸有限公司; 700418001"},
    {"经股东决定,青石商贸公司拟将注册资本从九百万元减至一百万元,请债权人与本公司联系。",
     "capital_reduction; 青石商贸公司; "},
    {"债权人公告:青石商贸公司已进入清算,请债权人三十日内申报债权。", "creditors; 青石商贸公司; "},
    {"更正:本报九月三日刊登的青石商贸公司注销公告中,电话应为0900-555 0404。",
     "correction; 青石商贸公司; "},
};

const std::vector<Row> kEnglish = {
    {"I, Orla Finch, have lost my pilot's licence (no. 40-18). Finder please write to the Record.",
     "lost; Orla Finch; pilot's licence no. 40-18"},
    {"We, Finch & Daughters, have mislaid our trading permit, No. 4018.",
     "lost; Finch & Daughters; our trading permit 4018"},
    {"NOTICE is hereby given that Orla Finch has lost share certificate No. 4018, issued by Finch "
     "Mills.",
     "lost; Orla Finch; share certificate 4018 @Finch Mills"},
    {"LOST: passport in the name of Orla Finch, No. XK4018.", "lost; Orla Finch; passport XK4018"},
    {"LOST: one brown suitcase, between the mill and the quay. Reward.",
     "lost_item_search; ; brown suitcase"},
    {"FOUND: a silver whistle near Finch Quay. Ask at the lock house.", "found; ; silver whistle"},
    {"PARROT MISSING from Quay Street since Sunday: green macaw, says little. Tel 0900 555.",
     "lost_item_search; ; green macaw"},
};

INSTANTIATE_TEST_SUITE_P(Lost, ParseNotice, testing::ValuesIn(kLost));
INSTANTIATE_TEST_SUITE_P(OtherKinds, ParseNotice, testing::ValuesIn(kOtherKinds));
INSTANTIATE_TEST_SUITE_P(English, ParseNotice, testing::ValuesIn(kEnglish));

TEST(ParseNoticeRefusal, LeavesTextThatIsNoNotice) {
    for (const auto* text :
         {"图书馆去年丢书四百册,其中三成后来找了回来。",
          "柳树巷的老人每天到渡口等船。",
          "The council has lost its patience with the mill.",
          "",
          "声明作废",
          "遗失,声明作废。"}) {
        EXPECT_FALSE(parse_notice(text, plugin_words())) << text;
    }
}

}  // namespace
}  // namespace galley::strip_notices
