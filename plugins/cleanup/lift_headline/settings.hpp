// SPDX-License-Identifier: Apache-2.0
// The parameters of cleanup.lift_headline, and the options they set.
#pragma once
#include <galley/plugin.hpp>

#include "lift_headline.hpp"

namespace galley::lift_headline {

struct settings {
    static constexpr galley_param params[] = {
        galley::param(
            "max_head_lines",
            GALLEY_PARAM_INT,
            "200",
            "the headline is looked for among these",
            "1",
            "1000"),
        galley::param(
            "min_score",
            GALLEY_PARAM_REAL,
            "2.2",
            "what a line must reach to be the headline; higher lifts fewer",
            "0.5",
            "10"),
    };

    void configure(const galley::conf& values) {
        how.max_head_lines = static_cast<std::size_t>(values.integer("max_head_lines"));
        how.min_score = values.real("min_score");
    }

    options how;
};

}  // namespace galley::lift_headline
