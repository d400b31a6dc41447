// SPDX-License-Identifier: Apache-2.0
// The texts are invented; what stands in them is what real pages do.
#include "sample_run.hpp"

#include <stdexcept>

namespace galley::proof_sheet {

SampleFile::SampleFile(std::string path, std::string source, char digit)
    : path_(std::move(path)), text_(std::move(source)), sha256_(64, digit) {}

span SampleFile::find(std::string_view text) const {
    const auto at = text_.find(text);
    if (at == std::string::npos) {
        throw std::logic_error("not in the sample: " + std::string(text));
    }
    return {at, at + text.size()};
}

testing::Document& SampleFile::add(std::string_view kind, span range) {
    auto& source = sources_.emplace_back(text_);
    auto& made = documents.emplace_back();
    made.source = &source;
    made.record.kind = kind;
    made.record.path = path_;
    made.record.ordinal = kind == "article" ? 1 : 0;
    made.record.range = range;
    made.record.source_sha256 = sha256_;
    made.record.uri =
        "galley:" + sha256_ + "#" + std::to_string(range.begin) + "-" + std::to_string(range.end);
    return made;
}

testing::Row& SampleFile::row(
    testing::Document& to,
    galley_action action,
    span at,
    std::string_view category,
    std::string_view rule) {
    auto& row = to.record.rows.emplace_back();
    row.action = action;
    row.range = at;
    row.category = category;
    row.rule = rule;
    row.stage = row.plugin = "cleanup.strip_furniture";
    row.plugin_version = "1.0.0";
    row.confidence = 0.97;
    row.text = to.source->text.substr(at.begin, at.size());
    return row;
}

testing::Row& SampleFile::strip(
    testing::Document& to, std::string_view text, std::string_view cat, std::string_view rule) {
    return row(to, GALLEY_STRIP, find(text), cat, rule);
}

void SampleFile::field(
    testing::Document& to,
    std::string_view key,
    std::string_view value,
    std::string_view evidence) {
    testing::Field made{std::string(key), std::string(value), {}, 0};
    if (!evidence.empty()) {
        made.evidence = find(evidence);
    }
    to.source->fields.push_back(made);
    const auto in_text = evidence.empty() ? std::string::npos : to.text.find(evidence);
    made.evidence =
        in_text == std::string::npos ? span{} : span{in_text, in_text + evidence.size()};
    to.fields.push_back(made);
}

SampleFile chinese_page() {
    SampleFile file(
        "inbox/青川日报-A03.txt",
        "首页 > 新闻 > 民生\n"
        "青川推进河道整治 沿岸居民用上新步道\n"
        "来源：青川日报　作者：林小禾　2031-04-12 09:30\n"
        "\n"
        "本报讯 记者昨日从青川市水务局获悉，全长六公里的清溪河\n"
        "整治工程已完成主体施工，沿岸步道将于下月向市民开放。\n"
        "图为施工人员在清溪河畔铺设步道。林小禾 摄\n"
        "据介绍，工程自去年九月启动，\u200b共清淤四万立方米，\n"
        "新建护坡三公里。\n"
        "步道串起三处公园\n"
        "家住河边的周老伯说：“以前夏天不敢开窗，现在天天来散步。”\n"
        "遗失声明：青川市远山茶叶店遗失营业执照副本，编号QC0012345，声明作废。\n"
        "王一帆遗失坐落于柳叶街8号的土地使用证，证号青国用2019第0077号，声明作废。\n"
        "责任编辑：苏晚\n"
        "【打印】【关闭】 分享到：微博 微信\n"
        "相关阅读：清溪河治理三年记\n"
        "扫码关注青川发布，随时看本地新闻\n",
        'a');
    auto& article = file.add("article", {0, file.find("本地新闻\n").end});
    article.text =
        "本报讯 "
        "记者昨日从青川市水务局获悉，全长六公里的清溪河整治工程已完成主体施工，沿岸步道将于下"
        "月向市民开放。\n"
        "据介绍，工程自去年九月启动，共清淤四万立方米，新建护坡三公里。\n"
        "图为施工人员在清溪河畔铺设步道。林小禾 摄\n"
        "步道串起三处公园\n"
        "家住河边的周老伯说：“以前夏天不敢开窗，现在天天来散步。”";
    file.strip(article, "首页 > 新闻 > 民生\n", "breadcrumb", "zh.breadcrumb.arrows");
    file.strip(article, "青川推进河道整治 沿岸居民用上新步道\n", "headline", "lift.first_line");
    file.strip(
        article,
        "来源：青川日报　作者：林小禾　2031-04-12 09:30\n",
        "source_line",
        "zh.source_line.labelled");
    const auto wrap = file.find("清溪河\n整治");
    auto& join = file.row(
        article, GALLEY_REPLACE, {wrap.begin + 9, wrap.begin + 10}, "wrap", "zh.wrap.mid_sentence");
    join.plugin = "cleanup.join_wrapped_lines";
    const auto second = file.find("立方米，\n");
    file.row(article, GALLEY_REPLACE, {second.end - 1, second.end}, "wrap", "zh.wrap.mid_sentence");
    file.row(article, GALLEY_REPLACE, file.find("\u200b"), "normalization", "unicode.zero_width");
    auto& caption = file.row(
        article,
        GALLEY_MOVE,
        file.find("图为施工人员在清溪河畔铺设步道。林小禾 摄\n"),
        "caption",
        "zh.caption.interrupts");
    caption.destination = file.find("步道串起三处公园").begin;
    caption.plugin = "cleanup.join_wrapped_lines";
    for (const auto* notice : {"遗失声明：", "王一帆遗失"}) {
        const auto begin = file.find(notice).begin;
        const auto end = article.source->text.find('\n', begin) + 1;
        file.row(article, GALLEY_SPLIT, {begin, end}, "notice", "zh.lost_notice.void").plugin =
            "cleanup.strip_notices";
    }
    file.strip(article, "责任编辑：苏晚\n", "editor_line", "zh.editor_line.labelled");
    file.strip(article, "【打印】【关闭】 分享到：微博 微信\n", "share_widget", "zh.share.buttons");
    file.strip(article, "相关阅读：清溪河治理三年记\n", "related", "zh.related.label");
    auto& held = file.strip(
        article, "扫码关注青川发布，随时看本地新闻\n", "subscription", "zh.subscription.scan");
    held.status = "held";
    article.text += "\n扫码关注青川发布，随时看本地新闻";
    file.field(
        article,
        "headline",
        "青川推进河道整治 沿岸居民用上新步道",
        "青川推进河道整治 沿岸居民用上新步道");
    file.field(article, "byline", "林小禾", "林小禾　");
    file.field(article, "source", "青川日报", "青川日报");
    file.field(article, "published", "2031-04-12T09:30", "2031-04-12 09:30");
    file.field(article, "responsible_editor", "苏晚", "苏晚");
    file.field(article, "place", "青川市", "青川市水务局");
    file.field(article, "language", "zh-Hans");
    const auto layer = [&](std::string_view text, std::string_view name) {
        const auto at = article.text.find(text);
        article.spans.push_back({{at, at + text.size()}, std::string(name), "", 1});
    };
    layer("图为施工人员在清溪河畔铺设步道。林小禾 摄", "caption");
    layer("步道串起三处公园", "subhead");
    article.tags.push_back({"language", "zh-Hans", "", {}, 0.99});
    article.tags.push_back({"keyword", "步道", "步道", {}, 0.41});
    article.tags.push_back({"keyword", "清溪河", "清溪河", {}, 0.38});
    const auto notice = [&](std::string_view text, std::string_view holder) -> testing::Document& {
        auto& made = file.add("notice", file.find(text));
        made.text = text;
        file.field(made, "kind", "lost");
        file.field(made, "holder", holder, holder);
        return made;
    };
    const auto item = [](testing::Document& to, std::string key, std::string value) {
        to.fields.push_back({std::move(key), std::move(value), {}, 1});
        to.source->fields.push_back(to.fields.back());
    };
    auto& shop = notice(
        "遗失声明：青川市远山茶叶店遗失营业执照副本，编号QC0012345，声明作废。\n",
        "青川市远山茶叶店");
    item(shop, "document", "营业执照副本");
    item(shop, "number", "QC0012345");
    auto& land = notice(
        "王一帆遗失坐落于柳叶街8号的土地使用证，证号青国用2019第0077号，声明作废。\n", "王一帆");
    item(land, "document", "土地使用证");
    item(land, "number", "青国用2019第0077号");
    return file;
}

SampleFile english_page() {
    SampleFile file(
        "inbox/harbour-gazette.txt",
        "Home | News | Harbour\n"
        "Night ferry returns to the old pier\n"
        "By Imogen Farrow\n"
        "The night ferry will sail again from the old pier on Friday, the harbour\n"
        "board said, after a winter of repairs to its <b>wooden</b> piles & decks.\n"
        "A notice at the gate read \u202Egnihsif on\u202C and was taken down.\n"
        "<script>alert('not in my sheet')</script>\n"
        "Share this story: Facebook Twitter Email\n"
        "Sign up for our newsletter and never miss a tide.\n",
        'b');
    auto& article = file.add("article", {0, file.find("a tide.\n").end});
    article.text =
        "The night ferry will sail again from the old pier on Friday, the harbour board said, "
        "after "
        "a winter of repairs to its <b>wooden</b> piles & decks.\n"
        "A notice at the gate read \u202Egnihsif on\u202C and was taken down.\n"
        "<script>alert('not in my sheet')</script>";
    file.strip(article, "Home | News | Harbour\n", "navigation", "en.navigation.bar");
    file.strip(article, "Night ferry returns to the old pier\n", "headline", "lift.first_line");
    file.strip(article, "By Imogen Farrow\n", "byline", "en.byline.by");
    const auto wrap = file.find("harbour\nboard");
    file.row(article, GALLEY_REPLACE, {wrap.begin + 7, wrap.begin + 8}, "wrap", "en.wrap")
        .replacement = " ";
    file.strip(
        article, "Share this story: Facebook Twitter Email\n", "share_widget", "en.share.list");
    file.strip(
        article,
        "Sign up for our newsletter and never miss a tide.\n",
        "subscription",
        "en.subscription.newsletter");
    file.field(article, "headline", "Night ferry returns to the old pier", "Night ferry returns");
    file.field(article, "byline", "Imogen Farrow", "Imogen Farrow");
    file.field(article, "language", "en");
    return file;
}

SampleFile held_page() {
    SampleFile file("inbox/short.txt", "更多精彩内容\n今日无新闻。\n", 'c');
    auto& article = file.add("article", {0, file.find("今日无新闻。\n").end});
    article.text = "今日无新闻。";
    article.record.status = "held";
    article.record.reason = "6 characters of text are left, at least 20 expected";
    file.strip(article, "更多精彩内容\n", "related", "zh.related.more");
    return file;
}

}  // namespace galley::proof_sheet
