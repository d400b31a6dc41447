// SPDX-License-Identifier: Apache-2.0
// The parameters of cleanup.split_articles, and the options they set.
#pragma once
#include <galley/plugin.hpp>

#include "split_articles.hpp"

namespace galley::split_articles {

struct settings {
    static constexpr galley_param params[] = {galley::param(
        "min_body_chars",
        GALLEY_PARAM_INT,
        "80",
        "finished sentences an article must have; Latin letters count half",
        "20",
        "10000")};

    void configure(const galley::conf& values) {
        how.min_body_chars = static_cast<std::size_t>(values.integer("min_body_chars"));
    }

    options how;
};

}  // namespace galley::split_articles
