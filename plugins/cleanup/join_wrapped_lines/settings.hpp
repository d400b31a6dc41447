// SPDX-License-Identifier: Apache-2.0
// The parameters of cleanup.join_wrapped_lines, and the options they set.
#pragma once
#include <galley/plugin.hpp>

#include "join_wrapped_lines.hpp"

namespace galley::join_wrapped_lines {

struct settings {
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

    options how;
};

}  // namespace galley::join_wrapped_lines
