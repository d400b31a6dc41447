// SPDX-License-Identifier: Apache-2.0
// Notes are numbered as the marks in the source are, so that paper works as well as a mouse.
#include "details_html.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>

#include <galley/text.hpp>

#include "html_text.hpp"
#include "texts_html.hpp"

namespace galley::proof_sheet {
namespace {

void append_category(std::string& html, std::string_view category) {
    html += "<b class=\"cat c-";
    append_attribute(html, category);
    html += "\" data-t=\"c.";
    append_attribute(html, category);
    html += "\">";
    append_text(html, category);
    html += "</b>";
}

void append_percent(std::string& html, double share) {
    html += std::to_string(std::lround(share * 100)) + "\u2009%";
}

std::string_view verb_of(MarkKind kind) {
    switch (kind) {
        case MarkKind::kMoved:
            return "moved";
        case MarkKind::kCut:
            return "cut out as an item";
        case MarkKind::kHeld:
            return "held: left in the text";
        default:
            return "stripped";
    }
}

std::string_view verb_key_of(MarkKind kind) {
    switch (kind) {
        case MarkKind::kMoved:
            return "v.moved";
        case MarkKind::kCut:
            return "v.item";
        case MarkKind::kHeld:
            return "v.held";
        default:
            return "v.stripped";
    }
}

/// "strip_notices" of "cleanup.strip_notices".
std::string_view short_name(std::string_view plugin) {
    return plugin.substr(plugin.find('.') + 1);
}

/// The first characters of a passage, on one line.
void append_excerpt(std::string& html, std::string_view text) {
    constexpr std::size_t kExcerptChars = 40;
    text = trim(text);
    std::string line;
    std::size_t chars = 0;
    for (std::size_t at = 0; at < text.size() && chars < kExcerptChars; ++chars) {
        const auto c = decode_at(text, at);
        line += c.value == '\n' ? std::string_view(" ") : text.substr(at, c.size_bytes);
        at += c.size_bytes;
    }
    html += "<q>";
    append_text(html, line);
    html += line.size() < text.size() ? "\u2026</q>" : "</q>";
}

void append_note(std::string& html, const Sheet& sheet, const Decision& decision) {
    html += "<li data-n=\"" + std::to_string(decision.number) + "\" value=\"" +
            std::to_string(decision.number) + "\" data-c=\"";
    append_attribute(html, decision.category());
    html += "\">";
    append_category(html, decision.category());
    html += ' ';
    append_word(html, verb_key_of(decision.kind), verb_of(decision.kind));
    html += " \u00B7 <code>";
    append_text(html, decision.rule());
    html += "</code> \u00B7 ";
    append_text(html, short_name(view(decision.row.plugin)));
    html += ' ';
    append_text(html, view(decision.row.plugin_version));
    html += " \u00B7 ";
    append_percent(html, decision.row.confidence);
    html += ' ';
    append_excerpt(html, slice(sheet.source, decision.at()));
    html += "</li>\n";
}

void append_small_changes(std::string& html, const Sheet& sheet) {
    std::map<std::pair<std::string_view, std::string_view>, std::size_t> counts;
    for (const auto& decision : sheet.decisions) {
        if (decision.number == 0) {
            ++counts[{decision.category(), decision.rule()}];
        }
    }
    for (const auto& [what, count] : counts) {
        html += "<li class=\"small\">";
        append_category(html, what.first);
        html += " <code>";
        append_text(html, what.second);
        html += "</code> \u00D7\u2009" + std::to_string(count) + "</li>\n";
    }
}

struct Item {
    std::string_view document, issuer;
    std::vector<std::string_view> numbers;
};

std::map<std::uint32_t, Item> items_of(const record& notice) {
    std::map<std::uint32_t, Item> items;
    notice.current().each_field({}, [&](const field& f) {
        if (f.key == "document") {
            items[f.group].document = f.value;
        } else if (f.key == "issuer") {
            items[f.group].issuer = f.value;
        } else if (f.key == "number") {
            items[f.group].numbers.push_back(f.value);
        }
    });
    return items;
}

}  // namespace

void append_word(std::string& html, std::string_view key, std::string_view english) {
    html += "<span data-t=\"";
    html += key;
    html += "\">";
    html += english;
    html += "</span>";
}

void append_fields(std::string& html, const Sheet& sheet) {
    for (std::size_t i = 0; i < sheet.fields.size(); ++i) {
        const auto& field = sheet.fields[i];
        const bool here = field.in_source.overlaps(sheet.range);
        html += here ? "<tr tabindex=\"0\" data-ev=\"" + std::to_string(i) + "\">" : "<tr>";
        html += "<th scope=\"row\" data-t=\"f.";
        append_attribute(html, field.key);
        html += "\">";
        append_text(html, field.key);
        html += "</th><td>";
        append_text(html, field.value);
        if (!here && !field.in_source.empty()) {
            html += ' ';
            append_word(html, "from_page", "(from the page)");
        }
        html += "</td></tr>\n";
    }
}

void append_tags(std::string& html, const Sheet& sheet) {
    for (const auto& tag : sheet.tags) {
        html += "<li title=\"";
        append_attribute(html, view(tag.scheme));
        html += ": ";
        append_attribute(html, view(tag.code));
        html += "\">";
        append_text(html, tag.label.len > 0 ? view(tag.label) : view(tag.code));
        html += " <small>";
        append_percent(html, tag.confidence);
        html += "</small></li>\n";
    }
}

void append_notes(std::string& html, const Sheet& sheet) {
    std::vector<const Decision*> passages;
    for (const auto& decision : sheet.decisions) {
        if (decision.number != 0) {
            passages.push_back(&decision);
        }
    }
    std::ranges::sort(passages, {}, [](const Decision* d) { return d->number; });
    for (const auto* passage : passages) {
        append_note(html, sheet, *passage);
    }
    append_small_changes(html, sheet);
    if (sheet.left_out > 0) {
        html += "<li class=\"small\">+ " + std::to_string(sheet.left_out) + " ";
        append_word(html, "more_in_ledger", "more in ledger.jsonl");
        html += "</li>\n";
    }
}

void append_categories(std::string& html, const Sheet& sheet) {
    std::vector<std::string_view> seen;
    for (const auto& decision : sheet.decisions) {
        const auto category = decision.category();
        if (decision.number != 0 && std::ranges::find(seen, category) == seen.end()) {
            html += seen.empty() ? "" : " ";
            append_attribute(html, category);
            seen.push_back(category);
        }
    }
}

void append_items(std::string& html, const record& notice) {
    for (const auto& [group, item] : items_of(notice)) {
        html += "<tr><td>";
        append_text(html, item.document);
        html += "</td><td>";
        for (std::size_t i = 0; i < item.numbers.size(); ++i) {
            html += i == 0 ? "" : "<br>";
            append_text(html, item.numbers[i]);
        }
        html += "</td><td>";
        append_text(html, item.issuer);
        html += "</td></tr>\n";
    }
}

void append_credit(std::string& html, const Sheet& sheet) {
    bool first = true;
    const auto add = [&](std::string_view value) {
        if (!value.empty()) {
            html += first ? "" : " \u00B7 ";
            append_text(html, value);
            first = false;
        }
    };
    for (const auto& field : sheet.fields) {
        if (field.key == "byline") {
            add(field.value);
        }
    }
    add(sheet.field("source"));
    add(sheet.field("published"));
}

void append_amounts(std::string& html, const Sheet& sheet) {
    html += std::to_string(char_count(slice(sheet.source, sheet.range))) + " \u2192 " +
            std::to_string(char_count(sheet.text)) + " ";
    append_word(html, "characters", "characters");
}

}  // namespace galley::proof_sheet
