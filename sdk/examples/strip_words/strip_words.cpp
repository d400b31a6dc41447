// SPDX-License-Identifier: Apache-2.0
// cleanup.strip_words: strips each line in which all of the given words occur. A whole plugin.
#include <algorithm>

#include <galley/plugin.hpp>

struct StripWords {
    static constexpr auto kind = GALLEY_KIND_CLEANUP;
    static constexpr auto id = "cleanup.strip_words", version = "1.0.0",
                          summary = "Strips lines in which all given words occur";
    static constexpr galley_param params[] = {
        galley::param("confidence", GALLEY_PARAM_REAL, "0.95", "how sure", "0", "1"),
        galley::param("words", GALLEY_PARAM_LIST, "lost|void", "all of these are in the line")};
    double confidence{};
    std::vector<std::string> words;

    void configure(const galley::conf& c) {
        confidence = c.real("confidence");
        words = c.list("words");
    }

    void process(galley::doc& d, galley::host&) {
        d.each_line([&](std::string_view line, galley::span at) {
            if (std::ranges::all_of(words, [&](auto& w) { return line.find(w) != line.npos; })) {
                d.strip(at, "notice", "words.all", confidence);
            }
        });
    }
};

GALLEY_PLUGIN(StripWords)
