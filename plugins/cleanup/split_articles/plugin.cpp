// SPDX-License-Identifier: Apache-2.0
// cleanup.split_articles: identity, parameters, the split decisions, and the near misses for
// explain.
#include <galley/plugin.hpp>

#include "settings.hpp"
#include "split_articles.hpp"

namespace {

namespace pages = galley::split_articles;

struct SplitArticles : pages::settings {
    static constexpr auto kind = GALLEY_KIND_CLEANUP;
    static constexpr auto id = "cleanup.split_articles";
    static constexpr auto version = "1.0.0";
    static constexpr auto summary =
        "Cuts a page that holds several articles into one document each.";
    static constexpr const char* writes[] = {"body", nullptr};

    void process(galley::doc& doc, galley::host& host) const {
        const auto articles = pages::find_articles(doc.text(), how);
        for (const auto& one : articles) {
            doc.split(one.at, GALLEY_CHILD_ARTICLE, {"other", one.rule, one.confidence});
        }
        host.count("articles", static_cast<double>(articles.size()));
    }

    /// Every line that was weighed, and what it lacked.
    static galley_status explain(
        void* self, const galley_doc* raw, galley_range range, void* ctx, galley_found found) {
        const auto& me = *static_cast<galley::detail::box<SplitArticles>*>(self);
        return galley::detail::guarded(me.owner, [&] {
            const auto text = galley::view(me.owner->doc->text(raw));
            for (const auto& one : pages::find_candidates(text, me.plugin.how)) {
                const galley_finding out{
                    sizeof out,
                    one.missing.empty(),
                    galley::to_abi(one.headline),
                    galley::to_abi("other"),
                    galley::to_abi(one.rule),
                    {},
                    galley::to_abi(one.missing),
                    one.confidence};
                if (galley::to_span(range).overlaps(one.headline)) {
                    found(ctx, &out);
                }
            }
            return GALLEY_OK;
        });
    }

    static constexpr galley_explain_v1 explain_table{sizeof(galley_explain_v1), 0, explain};
};

}  // namespace

GALLEY_PLUGIN(SplitArticles)
