// SPDX-License-Identifier: Apache-2.0
// A page is the part of its template before the body, then documents, then the part after it.
#include "proof_sheet.hpp"

#include "details_html.hpp"
#include "html_text.hpp"
#include "position.hpp"
#include "texts_html.hpp"

namespace galley::proof_sheet {
namespace {

void append_held(std::string& html, const Sheet& sheet) {
    if (!sheet.held()) {
        return;
    }
    html += "<p class=\"flag\">";
    append_word(html, "held_flag", "Held, not exported:");
    html += ' ';
    append_text(html, sheet.reason);
    html += "</p>\n";
}

void append_range(std::string& html, span at) {
    html += std::to_string(at.begin) + "\u2013" + std::to_string(at.end);
}

void count_passages(Counts& counts, const Sheet& sheet) {
    for (const auto& decision : sheet.decisions) {
        if (decision.number != 0) {
            ++counts.passages[std::string(decision.category())];
        }
    }
}

/// The slots that articles and notices share. @returns  false for another slot.
bool fill_common(std::string& html, std::string_view slot, const Sheet& sheet) {
    if (slot == "status") {
        append_attribute(html, sheet.status);
    } else if (slot == "id") {
        html += element_id(sheet.uri);
    } else if (slot == "path") {
        append_text(html, sheet.path);
    } else if (slot == "range") {
        append_range(html, sheet.range);
    } else if (slot == "held") {
        append_held(html, sheet);
    } else {
        return false;
    }
    return true;
}

void fill_article(std::string& html, std::string_view slot, const Sheet& sheet) {
    if (fill_common(html, slot, sheet)) {
        return;
    }
    if (slot == "ordinal") {
        html += std::to_string(sheet.ordinal);
    } else if (slot == "headline") {
        append_text(html, sheet.field("headline"));
    } else if (slot == "language") {
        append_attribute(html, sheet.field("language"));
    } else if (slot == "credit") {
        append_credit(html, sheet);
    } else if (slot == "amounts") {
        append_amounts(html, sheet);
    } else if (slot == "categories") {
        append_categories(html, sheet);
    } else if (slot == "source") {
        append_source(html, sheet);
    } else if (slot == "clean") {
        append_clean(html, sheet);
    } else if (slot == "fields") {
        append_fields(html, sheet);
    } else if (slot == "tags") {
        append_tags(html, sheet);
    } else if (slot == "notes") {
        append_notes(html, sheet);
    }
}

void fill_notice(
    std::string& html, std::string_view slot, const Sheet& sheet, const record& notice) {
    if (fill_common(html, slot, sheet)) {
        return;
    }
    if (slot == "kind") {
        append_attribute(html, sheet.field("kind"));
    } else if (slot == "holder") {
        append_text(html, sheet.field("holder"));
    } else if (slot == "items") {
        append_items(html, notice);
    } else if (slot == "text") {
        append_text(html, sheet.text);
    }
}

constexpr std::string_view kCardsBegin = "<div class=\"cards\">\n";
constexpr std::string_view kCardsEnd = "</div>\n";

}  // namespace

void ProofSheet::begin(
    const Assets& assets, std::string name, Pages::PathOf path_of, std::string_view position) {
    const auto from = from_position(position);
    sha256_ = from.sha256;
    cards_open_ = from.cards_open;
    article_ = PageTemplate(assets.article);
    notice_ = PageTemplate(assets.notice);
    between_ = PageTemplate(assets.between);
    pages_.begin(assets, std::move(name), std::move(path_of), from.pages);
}

void ProofSheet::write(const record& finished) {
    if (pages_.full() && sha256_ != finished.source_sha256()) {
        set_cards(false);
        pages_.turn();
    }
    sha256_ = finished.source_sha256();
    pages_.set_path(finished.path());
    finished.each_page_begun([&](const record& page) { write_between(page); });
    if (finished.is_notice()) {
        write_notice(finished);
    } else {
        write_article(finished);
    }
}

/// Cards that are open are closed behind the page's end, so that where a run commits cannot be seen
/// in the sheet.
std::string_view ProofSheet::prepare() {
    pages_.prepare(cards_open_ ? kCardsEnd : std::string_view{});
    position_ = to_position({pages_.standing(), sha256_, cards_open_});
    return position_;
}

void ProofSheet::write_article(const record& finished) {
    set_cards(false);
    const auto sheet = read_sheet(finished);
    ++pages_.on_page().articles;
    pages_.on_page().held += sheet.held() ? 1 : 0;
    count_passages(pages_.on_page(), sheet);
    html_.clear();
    auto* html = &html_;
    article_.render(html, [&](std::string_view slot) { fill_article(html_, slot, sheet); });
    pages_.append(html_);
}

void ProofSheet::write_notice(const record& finished) {
    set_cards(true);
    const auto sheet = read_sheet(finished);
    ++pages_.on_page().notices;
    html_.clear();
    auto* html = &html_;
    notice_.render(html, [&](std::string_view slot) { fill_notice(html_, slot, sheet, finished); });
    pages_.append(html_);
}

void ProofSheet::write_between(const record& page) {
    const auto sheet = read_page_sheet(page);
    if (sheet.decisions.empty()) {
        return;
    }
    set_cards(false);
    count_passages(pages_.on_page(), sheet);
    html_.clear();
    auto* html = &html_;
    between_.render(html, [&](std::string_view slot) {
        if (slot == "passages") {
            append_between(html_, sheet);
        } else {
            fill_common(html_, slot, sheet);
        }
    });
    pages_.append(html_);
}

/// Notices that follow one another stand in one grid of cards.
void ProofSheet::set_cards(bool open) {
    if (open != cards_open_) {
        pages_.append(open ? kCardsBegin : kCardsEnd);
        cards_open_ = open;
    }
}

}  // namespace galley::proof_sheet
