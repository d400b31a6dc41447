// SPDX-License-Identifier: Apache-2.0
// tagging.tag_language: what language the text is in.
#include <galley/plugin.hpp>

#include "tag_language.hpp"

namespace galley::tag_language {

struct TagLanguage {
    static constexpr auto kind = GALLEY_KIND_TAGGING;
    static constexpr auto id = "tagging.tag_language";
    static constexpr auto version = "0.1.0";
    static constexpr auto summary = "Tells Simplified and Traditional Chinese, English and others.";
    static constexpr const char* reads[] = {"body", "language", nullptr};
    static constexpr const char* writes[] = {"language", nullptr};
    static constexpr galley_param params[] = {param(
        "min_confidence",
        GALLEY_PARAM_REAL,
        "0.5",
        "how sure it must be to set the field language; the tag is always set",
        "0",
        "1")};

    void configure(const conf& values) { min_confidence = values.real("min_confidence"); }

    void process(doc& article, host&) const {
        const auto found = language_of(article.text());
        article.add_tag("language", found.code, found.code, found.confidence);
        const bool sure = found.code != "und" && found.confidence >= min_confidence;
        if (sure && !article.has_field("language")) {
            article.add_field("language", found.code);
        }
    }

    double min_confidence = 0.5;
};

}  // namespace galley::tag_language

GALLEY_PLUGIN(galley::tag_language::TagLanguage)
