// SPDX-License-Identifier: Apache-2.0
// One section for each effect, one fold for each rule, one card for each example.
#include "core/workbench/diff_page.hpp"

#include <algorithm>
#include <array>
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <vector>

#include <fmt/format.h>

#include "core/config/unicode.hpp"

namespace galley::core::workbench {
namespace {

/// Paper in the morning, dark at night; the colours of the proof sheet.
constexpr std::string_view kStyle = R"css(
:root { color-scheme: light dark;
  --paper: #f6f4ef; --sheet: #fffefb; --ink: #24231f; --soft: #716d64; --line: #e2ded4; --wash: #f1eee6;
  --gone: #8f2f1f; --gone-wash: #fbe6df; --back: #22603a; --back-wash: #e2f1e4; --focus: #2d6a8e; }
@media (prefers-color-scheme: dark) { :root {
  --paper: #16171a; --sheet: #1d1f23; --ink: #dedbd3; --soft: #938f86; --line: #303338; --wash: #24262b;
  --gone: #f0a08c; --gone-wash: #40231c; --back: #9bd0a8; --back-wash: #1d3324; --focus: #7fb8d8; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 62rem; padding: 1.5rem clamp(1rem, 3vw, 2.5rem) 4rem; background: var(--paper);
  color: var(--ink); font: 15px/1.55 system-ui, "Noto Sans", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
h1 { font: 600 1.5rem/1.35 "Noto Serif", "Noto Serif CJK SC", "Songti SC", SimSun, Georgia, serif; margin: 0 0 .2rem;
  overflow-wrap: anywhere; }
h2 { font: 600 1.15rem/1.4 "Noto Serif", "Noto Serif CJK SC", "Songti SC", SimSun, Georgia, serif; margin: 2rem 0 .6rem; }
h2 small, summary small, .soft { color: var(--soft); font-weight: normal; font-size: .85rem; }
a { color: var(--focus); }
nav ul { list-style: none; margin: 1rem 0 0; padding: 0; display: flex; flex-wrap: wrap; gap: .3rem .5rem; }
nav a { display: block; text-decoration: none; padding: .1rem .7rem; border: 1px solid var(--line); border-radius: 1rem;
  background: var(--sheet); font-size: .88rem; }
details { background: var(--sheet); border: 1px solid var(--line); border-radius: 6px; margin: 0 0 .7rem; }
summary { padding: .55rem 1rem; cursor: pointer; display: flex; flex-wrap: wrap; gap: .1rem .9rem; align-items: baseline; }
summary::before { content: "\25B8"; color: var(--soft); }
details[open] > summary::before { content: "\25BE"; }
summary code { overflow-wrap: anywhere; }
summary small { margin-left: auto; font-variant-numeric: tabular-nums; }
code { font: .92em ui-monospace, "Noto Sans Mono", monospace; }
.cat { background: var(--wash); border-radius: .25rem; padding: 0 .45em; font-size: .8rem; }
figure { margin: 0; padding: .6rem 1rem .8rem; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
figcaption { color: var(--soft); font-size: .8rem; }
p { margin: .1rem 0; font: 1rem/1.75 "Noto Serif", "Noto Serif CJK SC", "Songti SC", SimSun, Georgia, serif; white-space: pre-wrap; }
p.near { color: var(--soft); font-size: .9rem; }
del, ins { border-radius: 2px; padding: 0 .12em; box-decoration-break: clone; -webkit-box-decoration-break: clone; }
del { color: var(--gone); background: var(--gone-wash); text-decoration-thickness: 1px; }
ins { color: var(--back); background: var(--back-wash); text-decoration: none; }
.ctl { font: 600 .68em/1 system-ui, sans-serif; color: var(--gone); border: 1px solid; border-radius: 2px; padding: 0 .2em; font-style: normal; }
)css";

std::string csp_hash(std::string_view block) {
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
    SHA256(reinterpret_cast<const unsigned char*>(block.data()), block.size(), digest.data());
    std::array<unsigned char, 64> base64{};
    const int length =
        EVP_EncodeBlock(base64.data(), digest.data(), static_cast<int>(digest.size()));
    return {reinterpret_cast<const char*>(base64.data()), static_cast<std::size_t>(length)};
}

void append_char(std::string& out, char32_t c, std::string_view bytes) {
    if (c == '&') {
        out += "&amp;";
    } else if (c == '<') {
        out += "&lt;";
    } else if (c == '>') {
        out += "&gt;";
    } else if (c == '"') {
        out += "&quot;";
    } else if (c == '\'') {
        out += "&#39;";
    } else if (c == '\n') {
        out += "\u23CE";
    } else if (c != '\t' && (config::is_control(c) || config::is_invisible(c))) {
        out += fmt::format("<i class=\"ctl\">U+{:04X}</i>", static_cast<std::uint32_t>(c));
    } else {
        out += bytes;
    }
}

/// Text as HTML: escaped, with what cannot be seen made visible.
std::string html(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto c = config::decode(text, at);
        c.valid ? append_char(out, c.value, text.substr(at, c.bytes)) : void(out += "\uFFFD");
        at += c.bytes;
    }
    return out;
}

bool takes_away(Effect effect) {
    using enum Effect;
    return effect == kStripped || effect == kNotRecorded || effect == kNotTagged ||
           effect == kNotice || effect == kNoSplit;
}

std::string example_html(const Example& example, Effect effect) {
    auto out = fmt::format("<figure><figcaption>{}", html(example.path));
    out += example.line == 0 ? "</figcaption>" : fmt::format(":{}</figcaption>", example.line);
    const auto near = [&](const std::string& line) {
        out += line.empty() ? "" : "<p class=\"near\">" + html(line) + "</p>";
    };
    near(example.before);
    const auto* tag = takes_away(effect) ? "del" : "ins";
    out += fmt::format("<p><{}>{}</{}></p>", tag, html(example.text), tag);
    near(example.after);
    return out + "</figure>\n";
}

std::string group_html(const EffectKey& key, const EffectGroup& group, bool open) {
    auto out = fmt::format(
        "<details{}><summary><code>{}{}{}</code>",
        open ? " open" : "",
        html(key.stage),
        key.stage.empty() ? "" : ": ",
        html(key.rule));
    out += key.category.empty() ? "" : "<span class=\"cat\">" + html(key.category) + "</span>";
    out += fmt::format("<small>{}</small></summary>\n", amounts(group));
    for (const auto& example : group.examples) {
        out += example_html(example, key.effect);
    }
    const auto more = group.passages - group.examples.size();
    out += more == 0 ? ""
                     : fmt::format(
                           "<figure class=\"soft\">and {} more; --examples N shows more of "
                           "them</figure>\n",
                           more);
    return out + "</details>\n";
}

}  // namespace

std::string diff_page(const Effects& effects, const DiffTitle& title) {
    constexpr std::size_t kMostOpen = 12;
    auto out = fmt::format(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
        "'sha256-{}'; base-uri 'none'; form-action 'none'\">\n"
        "<meta name=\"viewport\" content=\"width=device-width\"><meta name=\"referrer\" "
        "content=\"no-referrer\">\n<title>galley diff</title>\n<style>{}</style></head>\n<body>\n"
        "<h1>{} \u2192 {}</h1>\n<p class=\"near\">{} read, {} with a difference</p>\n",
        csp_hash(kStyle),
        kStyle,
        html(title.before),
        html(title.after),
        counted(effects.read, "document"),
        effects.differing);
    const auto all = sums(effects);
    out += "<nav><ul>\n";
    for (const auto& each : all) {
        out += fmt::format(
            "<li><a href=\"#{}\">{} {}</a></li>\n",
            word(each.effect),
            each.passages,
            workbench::title(each.effect));
    }
    out += "</ul></nav>\n";
    std::size_t opened = 0;
    for (const auto& each : all) {
        out += fmt::format(
            "<section id=\"{}\"><h2>{} <small>{}</small></h2>\n",
            word(each.effect),
            workbench::title(each.effect),
            counted(each.passages, "passage"));
        for (const auto& [key, group] : each.groups) {
            out += group_html(*key, *group, opened++ < kMostOpen);
        }
        out += "</section>\n";
    }
    return out + "</body></html>\n";
}

}  // namespace galley::core::workbench
