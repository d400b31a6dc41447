// SPDX-License-Identifier: Apache-2.0
// The first page is written to the sheet's own name and makes way for the index when a second
// page begins.
#include "pages.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <unistd.h>

#include "html_text.hpp"

namespace galley::proof_sheet {
namespace {

constexpr std::uint32_t kIndex = 0;  ///< the index in the place of a page number

std::string stem_of(std::string_view name) {
    return std::string(name.ends_with(".html") ? name.substr(0, name.size() - 5) : name);
}

std::string three_digits(std::uint32_t number) {
    const auto digits = std::to_string(number);
    return std::string(digits.size() < 3 ? 3 - digits.size() : 0, '0') + digits;
}

void rename_file(const std::string& from, const std::string& to) {
    if (std::rename(from.c_str(), to.c_str()) != 0) {
        throw failure(
            GALLEY_E_FAILED, from + ": cannot rename to " + to + ": " + std::strerror(errno));
    }
}

void append_link(std::string& html, std::string_view rel, const std::string& to) {
    html += "<a rel=\"";
    html += rel;
    html += "\" href=\"";
    append_attribute(html, to);
    html += "\" data-t=\"l.";
    html += rel;
    html += "\">";
    html += rel;
    html += "</a> ";
}

}  // namespace

void append_passage_counts(std::string& html, const Counts& counts) {
    for (const auto& [category, count] : counts.passages) {
        html += "<span class=\"cat c-";
        append_attribute(html, category);
        html += "\"><span data-t=\"c.";
        append_attribute(html, category);
        html += "\">";
        append_text(html, category);
        html += "</span> " + std::to_string(count) + "</span> ";
    }
}

void Pages::begin(const Assets& assets, std::string name, PathOf path_of, const Standing& from) {
    path_of_ = std::move(path_of);
    name_ = std::move(name);
    page_ = PageTemplate(assets.page);
    index_ = PageTemplate(assets.index);
    index_row_ = PageTemplate(assets.index_row);
    style_ = assets.style;
    script_ = assets.script;
    policy_ = "default-src 'none'; base-uri 'none'; form-action 'none'; style-src " +
              csp_hash(style_) + "; script-src " + csp_hash(script_);
    if (from.number > 0) {
        return resume(from);
    }
    file_.open(path_of_(name_));
    file_.append(frame(number_, false).head);
    page_end_ = file_.size_bytes();
}

/// Pages begun after `from` are written over when their turn comes.
void Pages::resume(const Standing& from) {
    number_ = from.number;
    page_end_ = from.page_end;
    index_end_ = from.index_end;
    first_path_ = from.first_path;
    last_path_ = from.last_path;
    on_page_ = from.on_page;
    if (number_ == 1) {
        // The first page may have made way for the index after `from`.
        if (const auto moved = path_of_(page_name(1)); ::access(moved.c_str(), F_OK) == 0) {
            rename_file(moved, path_of_(name_));
        }
        file_.open(path_of_(name_), page_end_);
        return;
    }
    index_file_.open(path_of_(name_), index_end_);
    file_.open(path_of_(page_name(number_)), page_end_);
}

Pages::Standing Pages::standing() const {
    return {number_, page_end_, index_end_, first_path_, last_path_, on_page_};
}

void Pages::append(std::string_view html) {
    if (file_.size_bytes() != page_end_) {
        file_.cut(page_end_);
    }
    file_.append(html);
    page_end_ = file_.size_bytes();
}

void Pages::set_path(std::string_view path) {
    last_path_ = path;
    if (first_path_.empty()) {
        first_path_ = path;
    }
}

void Pages::turn() {
    append({});
    file_.append(frame(number_, true).tail);
    file_.flush();
    file_.sync();
    turned_[page_name(number_)] = file_.size_bytes();
    file_.close();
    if (number_ == 1) {
        rename_file(path_of_(name_), path_of_(page_name(1)));
        begin_index();
    }
    end_index_row();
    ++number_;
    on_page_ = {};
    first_path_.clear();
    file_.open(path_of_(page_name(number_)));
    file_.append(frame(number_, false).head);
    page_end_ = file_.size_bytes();
}

void Pages::prepare(std::string_view tail) {
    append({});
    file_.append(tail);
    file_.append(frame(number_, false).tail);
    file_.flush();
    if (index_file_.is_open()) {
        index_file_.cut(index_end_);
        std::string row;
        append_index_row(row);
        index_file_.append(row);
        index_file_.append(frame(kIndex, false).tail);
        index_file_.flush();
    }
}

void Pages::commit() {
    file_.sync();
    if (index_file_.is_open()) {
        index_file_.sync();
    }
}

void Pages::begin_index() {
    index_file_.open(path_of_(name_));
    index_file_.append(frame(kIndex, false).head);
    index_end_ = index_file_.size_bytes();
}

void Pages::end_index_row() {
    index_file_.cut(index_end_);
    std::string row;
    append_index_row(row);
    index_file_.append(row);
    index_end_ = index_file_.size_bytes();
}

Pages::Frame Pages::frame(std::uint32_t page, bool more) const {
    Frame out;
    auto* html = &out.head;
    const auto fill_index = [&](std::string_view slot) {
        if (slot == "rows") {
            html = &out.tail;
        }
    };
    const auto fill = [&](std::string_view slot) {
        if (slot == "page") {
            *html += std::to_string(page);
        } else if (slot == "policy") {
            *html += policy_;
        } else if (slot == "style") {
            *html += style_;
        } else if (slot == "script") {
            *html += script_;
        } else if (slot == "title") {
            *html += "Galley proof sheet";
        } else if (slot == "pages") {
            append_links(*html, page, more);
        } else if (slot == "body" && page == kIndex) {
            index_.render(html, fill_index);
        } else if (slot == "body") {
            html = &out.tail;
        }
    };
    page_.render(html, fill);
    return out;
}

void Pages::append_links(std::string& html, std::uint32_t page, bool more) const {
    const bool alone = page == 1 && !more && !index_file_.is_open();
    if (page == kIndex || alone) {
        return;
    }
    const auto folder = name_.find('/');
    const auto index = folder == std::string::npos ? "../" + name_ : name_.substr(folder + 1);
    append_link(html, "index", index);
    const auto sibling = [&](std::uint32_t number) {
        const auto path = page_name(number);
        return path.substr(path.find('/') + 1);
    };
    if (page > 1) {
        append_link(html, "prev", sibling(page - 1));
    }
    if (more) {
        append_link(html, "next", sibling(page + 1));
    }
}

void Pages::append_index_row(std::string& html) const {
    auto* to = &html;
    index_row_.render(to, [&](std::string_view slot) {
        if (slot == "link") {
            append_attribute(html, link_to_page(number_));
        } else if (slot == "page") {
            html += std::to_string(number_);
        } else if (slot == "files") {
            append_text(html, first_path_);
            if (last_path_ != first_path_) {
                html += " \u2026 ";
                append_text(html, last_path_);
            }
        } else if (slot == "articles") {
            html += std::to_string(on_page_.articles);
        } else if (slot == "notices") {
            html += std::to_string(on_page_.notices);
        } else if (slot == "held") {
            html += std::to_string(on_page_.held);
        } else if (slot == "passages") {
            append_passage_counts(html, on_page_);
        }
    });
}

/// "proof.html" has "proof/page-001.html"; "review/proof.html" has "review/proof-page-001.html".
std::string Pages::page_name(std::uint32_t number) const {
    const bool in_folder = name_.find('/') != std::string::npos;
    return stem_of(name_) + (in_folder ? "-page-" : "/page-") + three_digits(number) + ".html";
}

std::string Pages::link_to_page(std::uint32_t number) const {
    const auto path = page_name(number);
    return name_.find('/') == std::string::npos ? path : path.substr(path.find('/') + 1);
}

}  // namespace galley::proof_sheet
