// SPDX-License-Identifier: Apache-2.0
// tagging.tag_metadata: completes the fields that cleanup recorded.
#include <set>

#include <galley/plugin.hpp>

#include "tag_metadata.hpp"

namespace galley::tag_metadata {

struct TagMetadata {
    static constexpr auto kind = GALLEY_KIND_TAGGING;
    static constexpr auto id = "tagging.tag_metadata";
    static constexpr auto version = "0.1.0";
    static constexpr auto summary =
        "Adds source, date, place and credits that the text still states.";
    static constexpr const char* reads[] = {
        "body",
        "source",
        "published",
        "place",
        "byline",
        "responsible_editor",
        "editor",
        "reviewer",
        "proofreader",
        nullptr};
    static constexpr const char* writes[] = {
        "source",
        "published",
        "place",
        "byline",
        "responsible_editor",
        "editor",
        "reviewer",
        "proofreader",
        nullptr};

    void process(doc& article, host& owner) const {
        const auto found = find_metadata(article.text());
        std::set<std::string_view> known;
        for (const auto& one : found) {
            if (article.has_field(one.key)) {
                known.insert(one.key);
            }
        }
        for (const auto& one : found) {
            if (!known.contains(one.key)) {
                article.add_field(one.key, one.value, one.evidence);
                owner.count(one.key);
            }
        }
    }
};

}  // namespace galley::tag_metadata

GALLEY_PLUGIN(galley::tag_metadata::TagMetadata)
