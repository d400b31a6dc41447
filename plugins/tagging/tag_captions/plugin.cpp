// SPDX-License-Identifier: Apache-2.0
// tagging.tag_captions: marks photo captions, for exports that list them apart.
#include <galley/plugin.hpp>

#include "tag_captions.hpp"

namespace galley::tag_captions {

struct TagCaptions {
    static constexpr auto kind = GALLEY_KIND_TAGGING;
    static constexpr auto id = "tagging.tag_captions";
    static constexpr auto version = "0.1.0";
    static constexpr auto summary = "Marks photo captions that stand among the paragraphs.";
    static constexpr const char* reads[] = {
        "body", "caption", "subhead", "headline", "kicker", "subtitle", "byline", nullptr};
    static constexpr const char* writes[] = {"caption", nullptr};
    static constexpr galley_param params[] = {param(
        "min_confidence",
        GALLEY_PARAM_REAL,
        "0.6",
        "0.95: only captions with a credit; 0.75: lines that show a scene too; 0.65: runs of short "
        "lines at the end too",
        "0",
        "1")};

    void configure(const conf& values) { min_confidence = values.real("min_confidence"); }

    void process(doc& article, host& owner) const {
        std::vector<span> taken;
        for (std::size_t i = 1; reads[i] != nullptr; ++i) {
            article.each_span(reads[i], [&](span at, std::string_view, std::string_view) {
                taken.push_back(at);
            });
        }
        for (const auto& caption : find_captions(article.text(), taken)) {
            if (caption.confidence >= min_confidence) {
                article.add_span(caption.at, "caption", {}, caption.confidence);
                owner.count("captions");
            }
        }
    }

    double min_confidence = 0.6;
};

}  // namespace galley::tag_captions

GALLEY_PLUGIN(galley::tag_captions::TagCaptions)
