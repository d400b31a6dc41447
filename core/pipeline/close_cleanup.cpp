// SPDX-License-Identifier: Apache-2.0
// What the host does itself between cleanup and tagging.
#include <algorithm>
#include <array>
#include <iterator>
#include <string>

#include <galley/text.hpp>

#include "core/pipeline/lane.hpp"

namespace galley::core::pipeline {
namespace {

using document::Document;
using document::Family;
using document::Field;
using document::Kind;

const document::Author kHost{"host", "galley", "1", GALLEY_KIND_CLEANUP, 0};

/// Fields of a headline stand before it but belong to its article alone.
bool belongs_to_one_article(std::string_view key) {
    static constexpr std::array<std::string_view, 4> kKeys = {
        "headline", "kicker", "subtitle", "byline"};
    return std::ranges::find(kKeys, key) != kKeys.end();
}

galley::ByteOffset headline_begin(const Document& article) {
    const auto found = std::ranges::find(article.fields, "headline", &Field::key);
    return found != article.fields.end() && !found->evidence.empty() ? found->evidence.begin
                                                                     : article.range().begin;
}

/// Adds the fields whose keys are not there yet: all values of such a key.
template <class Wanted>
void add_missing(std::vector<Field>& fields, const std::vector<Field>& more, Wanted&& wanted) {
    const std::vector<Field> before(fields);
    std::ranges::copy_if(more, std::back_inserter(fields), [&](const Field& f) {
        return wanted(f) && std::ranges::find(before, f.key, &Field::key) == before.end();
    });
}

/// Fields whose evidence stands before the first article's headline are the page's: every article
/// gets them.
void share_masthead(Document& page) {
    const auto& children = page.children();
    const auto is_article = [](const auto& d) { return d->kind() == Kind::kArticle; };
    const auto first = std::ranges::find_if(children, is_article);
    if (first == children.end()) {
        return;
    }
    std::vector<Field> masthead;
    const auto begin = headline_begin(**first);
    for (const auto* fields : {&page.fields, &(*first)->fields}) {
        add_missing(masthead, *fields, [&](const Field& f) {
            return !f.evidence.empty() && f.evidence.end <= begin && !belongs_to_one_article(f.key);
        });
    }
    for (const auto& child : children) {
        if (is_article(child)) {
            add_missing(child->fields, masthead, [](const Field&) { return true; });
        }
    }
}

/// A file of nothing but notices is a page: it has no article to export.
void close_kind(Document& d) {
    if (d.kind() == Kind::kArticle && !d.children().empty() && !d.has_text()) {
        d.set_kind(Kind::kPage);
    }
}

void close_document(Document& d, std::string& problem) {
    d.sort_children();
    close_kind(d);
    if (d.kind() != Kind::kPage) {
        if (!d.has_text() && problem.empty()) {
            problem = "no story: cleanup left no text";
        }
        d.collapse_line_ends(kHost);
        return;
    }
    share_masthead(d);
    if (d.has_text()) {
        problem = "split: " + std::to_string(galley::char_count(galley::trim(d.text()))) +
                  " characters belong to no article of the page";
    } else {
        d.strip_rest(kHost);
    }
}

}  // namespace

std::string close_cleanup(Family& family) {
    std::string problem;
    std::uint32_t ordinal = 0;
    family.each([&](Document& d) {
        close_document(d, problem);
        d.set_ordinal(d.kind() == Kind::kArticle ? ++ordinal : 0);
    });
    return problem;
}

}  // namespace galley::core::pipeline
