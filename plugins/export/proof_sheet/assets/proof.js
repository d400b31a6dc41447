// SPDX-License-Identifier: Apache-2.0
// Counts, filters, keys, languages. The page can be read and printed without it.
"use strict";
(() => {
  const zh = {
    proof_sheet: "清样", find: "查找标题、文件、规则（/）", source: "来稿", clean: "清稿", metadata: "元数据", decisions: "处理记录",
    document: "证件", numbers: "号码", issuer: "发证单位", between: "本页各篇之前及之间删去的内容", from_page: "（取自整版）",
    characters: "字", chars_not_shown: "字未显示", rest_not_shown: "其余见 articles.jsonl。", more_in_ledger: "条见 ledger.jsonl",
    held_flag: "暂扣，未发出：", page: "页", files: "文件", articles: "稿件", notices: "公告", held: "暂扣", stripped: "删去的段落",
    privacy: "本页含全部被删内容，包括个人信息，请与原稿同等保管。", keys: "快捷键", close: "关闭",
    "k.jk": "下一篇、上一篇", "k.np": "下一处、上一处", "k.find": "查找", "k.theme": "浅色或深色", "k.lang": "中文 or English",
    "k.esc": "清除筛选", "k.help": "本帮助",
    help_text: "划线处为删去的文字。指向某处可见是哪条规则、把握多大；指向元数据可见它取自何处。",
    "l.index": "目录", "l.prev": "上一页", "l.next": "下一页", "v.stripped": "删去", "v.moved": "移动", "v.item": "另立一条", "v.held": "暂留，未删",
    "c.breadcrumb": "面包屑", "c.navigation": "导航", "c.share_widget": "分享按钮", "c.comment_widget": "评论区", "c.disclaimer": "免责声明",
    "c.related": "相关阅读", "c.promotion": "推广", "c.advertisement": "广告", "c.subscription": "订阅", "c.notice": "公告启事", "c.byline": "署名",
    "c.source_line": "来源行", "c.editor_line": "编辑行", "c.headline": "标题", "c.caption": "图片说明", "c.pagination": "页码", "c.duplicate": "重复",
    "c.whitespace": "空白", "c.wrap": "折行", "c.normalization": "规范化", "c.redaction": "脱敏", "c.other": "其他",
    "n.lost": "遗失声明", "n.lost_item_search": "寻物", "n.found": "招领", "n.deregistration": "注销公告", "n.capital_reduction": "减资公告",
    "n.creditors": "债权人公告", "n.tender": "招标公告", "n.court": "法院公告", "n.correction": "更正",
    "f.headline": "标题", "f.kicker": "引题", "f.subtitle": "副题", "f.byline": "作者", "f.source": "来源", "f.published": "日期", "f.editor": "编辑",
    "f.responsible_editor": "责任编辑", "f.reviewer": "审核", "f.proofreader": "校对", "f.copyrightNotice": "版权声明", "f.usageTerms": "使用条款",
    "f.place": "地点", "f.language": "语种", "f.encoding": "编码", "f.encoding_confidence": "编码把握", "f.decoded_errors": "解码错误", "f.mixed_encoding": "混入的编码",
    "f.media_type": "媒体类型", "f.original_url": "原网址", "f.kind": "类别", "f.holder": "持有人",
    shown: "篇", nothing: "没有符合条件的稿件。", theme: "明暗", help: "帮助",
  };
  const en = {
    find: "Find headline, file, rule (/)", shown: "shown", nothing: "Nothing matches.", theme: "Theme", help: "Help",
    "c.share_widget": "share widget", "c.comment_widget": "comment widget", "c.source_line": "source line", "c.editor_line": "editor line",
    "n.lost": "lost", "n.lost_item_search": "lost item search", "n.capital_reduction": "capital reduction",
    "f.responsible_editor": "responsible editor", "f.copyrightNotice": "copyright", "f.usageTerms": "terms of use",
    "f.encoding_confidence": "encoding confidence", "f.decoded_errors": "decoding errors", "f.mixed_encoding": "mixed with", "f.media_type": "media type", "f.original_url": "original URL",
    "l.index": "Index", "l.prev": "Previous page", "l.next": "Next page",
  };
  const $ = (id) => document.getElementById(id);
  const all = (what, from = document) => [...from.querySelectorAll(what)];
  const root = document.documentElement;
  const make = (tag, fill) => Object.assign(document.createElement(tag), fill);

  const articles = all(".sheet, .card");
  const marks = all(".source [data-d]").filter((m, i, list) => i === 0 || m.dataset.d !== list[i - 1].dataset.d || m.closest(".sheet") !== list[i - 1].closest(".sheet"));
  let chosen = new Set(), here = -1, passage = -1, lang = "en";
  const word = (key) => (lang === "zh" ? zh[key] : en[key]) ?? null;

  function speak(to) {
    lang = to;
    root.lang = to === "zh" ? "zh-Hans" : "en";
    for (const e of all("[data-t]")) {
      e.dataset.en ??= e.textContent;
      e.textContent = word(e.dataset.t) ?? e.dataset.en;
    }
    for (const e of all("[data-tp]")) e.placeholder = word(e.dataset.tp);
    $("lang").textContent = to === "zh" ? "English" : "中文";
    $("theme").textContent = word("theme");
    $("ask").textContent = word("help");
    $("none").textContent = word("nothing");
    filter();
  }

  // Tools and filters are made here: without a script they would do nothing.
  const button = (id, click) => { const b = make("button", { id, type: "button" }); b.addEventListener("click", click); return b; };
  const switchTheme = () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  };
  $("tools").append(make("span", { id: "count" }), $("pages"), button("lang", () => speak(lang === "zh" ? "en" : "zh")),
    button("theme", switchTheme), button("ask", () => $("help").showModal()));
  $("main").append(make("p", { id: "none", hidden: true }));

  const counts = new Map();
  const add = (c) => counts.set(c, (counts.get(c) ?? 0) + 1);
  marks.forEach((m) => add(m.dataset.c));
  all(".between [data-c]").forEach((m) => add(m.dataset.c));
  for (const [c, n] of [...counts].sort((a, b) => b[1] - a[1])) {
    const b = button("", () => { chosen.has(c) ? chosen.delete(c) : chosen.add(c); filter(); });
    b.className = "c-" + c;
    b.dataset.c = c;
    b.setAttribute("aria-pressed", "false");
    const name = make("span", { textContent: c });
    name.dataset.t = "c." + c;
    b.append(name, " " + n);
    $("filters").append(b);
  }

  const texts = articles.map((a) => [".where", "h2", ".credit", ".notes", "table", "blockquote"].map((s) => a.querySelector(s)?.textContent ?? "").join(" ").toLowerCase());

  function filter() {
    const wanted = $("find").value.trim().toLowerCase();
    let shown = 0;
    articles.forEach((a, i) => {
      const cats = a.dataset.cats.split(" ");
      const ok = (chosen.size === 0 || cats.some((c) => chosen.has(c))) && (!wanted || texts[i].includes(wanted));
      a.hidden = !ok;
      shown += ok ? 1 : 0;
    });
    for (const m of all("[data-c].cut, [data-c].held")) m.classList.toggle("off", chosen.size > 0 && !chosen.has(m.dataset.c));
    for (const b of all("#filters button")) b.setAttribute("aria-pressed", chosen.has(b.dataset.c));
    $("filters").classList.toggle("some", chosen.size > 0);
    $("count").textContent = articles.length ? `${shown} / ${articles.length} ${word("shown")}` : "";
    $("none").hidden = shown > 0 || articles.length === 0;
  }

  function goArticle(step) {
    const open = articles.map((a, i) => i).filter((i) => !articles[i].hidden);
    if (!open.length) return;
    const at = step > 0 ? open.find((i) => i > here) : open.findLast((i) => i < here);
    here = at ?? (step > 0 ? open[open.length - 1] : open[0]);
    articles.forEach((a, i) => a.classList.toggle("here", i === here));
    articles[here].scrollIntoView({ block: "start" });
    articles[here].focus({ preventScroll: true });
    passage = marks.findIndex((m) => m.closest(".sheet") === articles[here]) - 1;
  }

  function goPassage(step) {
    const fits = (m) => !m.closest(".sheet").hidden && (chosen.size === 0 || chosen.has(m.dataset.c));
    let at = passage + step;
    while (marks[at] && !fits(marks[at])) at += step;
    if (!marks[at]) return;
    marks[passage]?.classList.remove("now");
    passage = at;
    marks[at].classList.add("now");
    marks[at].scrollIntoView({ block: "center" });
    here = articles.indexOf(marks[at].closest(".sheet"));
    articles.forEach((a, i) => a.classList.toggle("here", i === here));
    tell(marks[at]);
  }

  let told = null;
  const noteOf = (m) => m.closest(".sheet")?.querySelector(`.notes li[data-n="${CSS.escape(m.dataset.d)}"]`);
  function tell(m) {
    const note = m.dataset.d ? noteOf(m) : null;
    quiet();
    const tip = $("tip");
    if (note) {
      note.classList.add("lit");
      tip.replaceChildren(...[...note.childNodes].map((n) => n.cloneNode(true)));
    } else if (m.dataset.title) {
      tip.textContent = m.dataset.title;
    } else return;
    told = m;
    tip.hidden = false;
    const box = m.getClientRects()[0] ?? m.getBoundingClientRect();
    tip.style.left = Math.max(8, Math.min(box.left, innerWidth - tip.offsetWidth - 8)) + "px";
    const below = box.bottom + 8;
    tip.style.top = (below + tip.offsetHeight > innerHeight ? Math.max(8, box.top - tip.offsetHeight - 8) : below) + "px";
  }
  function quiet() {
    told = null;
    $("tip").hidden = true;
    for (const e of all(".notes .lit")) e.classList.remove("lit");
  }
  for (const m of all(".source [title]:not(.ctl)")) { m.dataset.title = m.title; m.removeAttribute("title"); }
  document.addEventListener("mouseover", (e) => {
    const m = e.target.closest?.(".source [data-c], .source .arrive");
    if (m) tell(m); else quiet();
  });
  // What the keys went to stays told while the page scrolls there; what the mouse pointed at does not.
  addEventListener("scroll", () => {
    const box = told?.classList.contains("now") ? told.getBoundingClientRect() : null;
    box && box.bottom > 0 && box.top < innerHeight ? tell(told) : quiet();
  }, { passive: true });

  function light(row, on) {
    for (const e of all(`.ev[data-ev~="${CSS.escape(row.dataset.ev)}"]`, row.closest(".sheet"))) e.classList.toggle("lit", on);
  }
  for (const row of all(".meta tr[data-ev]")) {
    for (const what of ["mouseenter", "focus"]) row.addEventListener(what, () => light(row, true));
    for (const what of ["mouseleave", "blur"]) row.addEventListener(what, () => light(row, false));
  }

  function escape() {
    chosen.clear();
    $("find").value = "";
    $("find").blur();
    quiet();
    filter();
  }
  const keys = {
    j: () => goArticle(1), k: () => goArticle(-1), n: () => goPassage(1), p: () => goPassage(-1), "/": () => $("find").focus(),
    "?": () => $("help").showModal(), t: switchTheme, l: () => speak(lang === "zh" ? "en" : "zh"), Escape: escape,
  };
  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || $("help").open) return;
    const typing = e.target.closest("input");
    if (typing ? e.key !== "Escape" : !(e.key in keys)) return;
    e.preventDefault();
    keys[e.key]();
  });
  $("find").addEventListener("input", filter);

  const asked = new URLSearchParams(location.search).get("lang");
  speak(asked ? (asked.startsWith("zh") ? "zh" : "en") : navigator.language.startsWith("zh") ? "zh" : "en");
})();
