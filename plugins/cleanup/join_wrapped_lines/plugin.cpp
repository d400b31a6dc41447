// SPDX-License-Identifier: Apache-2.0
// cleanup.join_wrapped_lines: identity, parameters, and the decisions on what was found.
#include <galley/plugin.hpp>

#include "join_wrapped_lines.hpp"
#include "settings.hpp"

namespace {

namespace wraps = galley::join_wrapped_lines;

struct JoinWrappedLines : wraps::settings {
    static constexpr auto kind = GALLEY_KIND_CLEANUP;
    static constexpr auto id = "cleanup.join_wrapped_lines";
    static constexpr auto version = "1.0.0";
    static constexpr auto summary =
        "Rejoins sentences broken by line ends, blank lines or captions.";
    static constexpr const char* writes[] = {"body", "caption", nullptr};

    void process(galley::doc& doc, galley::host& host) const {
        const auto found = wraps::find_wraps(doc.text(), how);
        for (const auto& one : found.moves) {
            doc.move(one.at, one.destination, {"caption", "wrap.caption.moved", 0.9});
            for (const auto caption : one.captions) {
                doc.add_span(caption, "caption", {}, 0.8);
            }
        }
        for (const auto& one : found.joins) {
            doc.replace(one.at, one.replacement, {"wrap", one.rule, one.confidence});
        }
        host.count("joins", static_cast<double>(found.joins.size()));
    }
};

}  // namespace

GALLEY_PLUGIN(JoinWrappedLines)
