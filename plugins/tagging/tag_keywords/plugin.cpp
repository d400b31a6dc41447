// SPDX-License-Identifier: Apache-2.0
// tagging.tag_keywords: the words an editor would file the article under.
#include <memory>

#include <galley/plugin.hpp>

#include "dictionary_cache.hpp"
#include "tag_keywords.hpp"

namespace galley::tag_keywords {

struct TagKeywords {
    static constexpr auto kind = GALLEY_KIND_TAGGING;
    static constexpr auto capabilities = GALLEY_CAP_FILES;
    static constexpr auto id = "tagging.tag_keywords";
    static constexpr auto version = "0.1.0";
    static constexpr auto summary = "Finds the keywords of an article, Chinese or English.";
    static constexpr const char* reads[] = {"body", "headline", nullptr};
    static constexpr const char* writes[] = {"keyword", nullptr};
    static constexpr galley_param params[] = {
        param("count", GALLEY_PARAM_INT, "10", "how many keywords at most", "1", "50"),
        param(
            "dictionary",
            GALLEY_PARAM_PATH,
            "/usr/lib/python3/dist-packages/jieba/dict.txt",
            "word list in jieba's format (Debian: python3-jieba)"),
        param(
            "idf",
            GALLEY_PARAM_PATH,
            "/usr/lib/python3/dist-packages/jieba/analyse/idf.txt",
            "how telling each word is, in jieba's format (Debian: python3-jieba)")};

    void configure(const conf& values) {
        count = static_cast<std::size_t>(values.integer("count"));
        stop.add(values.host().resource("rules/stop_words_zh.txt"));
        stop.add(values.host().resource("rules/stop_words_en.txt"));
        words = open_dictionary({values.text("dictionary"), values.text("idf")});
    }

    void process(doc& article, host& owner) const {
        const auto found =
            find_keywords(article.text(), article.first_field("headline"), {*words, stop}, count);
        for (const auto& word : found) {
            article.add_tag("keyword", word.text, word.text, word.score, word.first);
        }
        owner.count("keywords", static_cast<double>(found.size()));
    }

    std::size_t count = 10;
    StopWords stop;
    std::shared_ptr<const Dictionary> words;  // shared: one for all instances of the process
};

}  // namespace galley::tag_keywords

GALLEY_PLUGIN(galley::tag_keywords::TagKeywords)
