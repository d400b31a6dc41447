// SPDX-License-Identifier: Apache-2.0
// cleanup.join_wrapped_lines: identity, parameters, and the decisions on what was found.
#include <galley/plugin.hpp>

#include "join_wrapped_lines.hpp"

namespace {

namespace wraps = galley::join_wrapped_lines;

struct JoinWrappedLines {
    static constexpr auto kind = GALLEY_KIND_CLEANUP;
    static constexpr auto id = "cleanup.join_wrapped_lines";
    static constexpr auto version = "1.0.0";
    static constexpr auto summary =
        "Rejoins sentences broken by line ends, blank lines or captions.";
    static constexpr const char* writes[] = {"body", "caption", nullptr};
    static constexpr galley_param params[] = {
        galley::param(
            "min_width_columns",
            GALLEY_PARAM_INT,
            "40",
            "a shorter line is taken for a line of its own",
            "20",
            "400"),
        galley::param(
            "max_gap_lines", GALLEY_PARAM_INT, "6", "blank lines between two halves", "0", "99"),
        galley::param(
            "max_captions",
            GALLEY_PARAM_INT,
            "4",
            "captions between two halves, moved behind them; 0: never join across one",
            "0",
            "20"),
    };

    void configure(const galley::conf& values) {
        how.min_width_columns = static_cast<std::size_t>(values.integer("min_width_columns"));
        how.max_gap_lines = static_cast<std::size_t>(values.integer("max_gap_lines"));
        how.max_captions = static_cast<std::size_t>(values.integer("max_captions"));
    }

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

    wraps::options how;
};

}  // namespace

GALLEY_PLUGIN(JoinWrappedLines)
