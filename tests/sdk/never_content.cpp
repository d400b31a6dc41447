// SPDX-License-Identifier: Apache-2.0
// A bad cleanup plugin: strips the first of several lines, each time it is asked.
#include <galley/plugin.hpp>

struct NeverContent {
    static constexpr auto kind = GALLEY_KIND_CLEANUP;
    static constexpr auto id = "cleanup.never_content", version = "1.0.0",
                          summary = "Strips the first line, again and again";

    void process(galley::doc& d, galley::host&) {
        if (const auto end = d.text().find('\n'); end != std::string_view::npos) {
            d.strip({0, end + 1}, "other", "first");
        }
    }
};

GALLEY_PLUGIN(NeverContent)
