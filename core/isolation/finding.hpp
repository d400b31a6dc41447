// SPDX-License-Identifier: Apache-2.0
// What a rule or a plugin sees in a text, as `galley explain` shows it.
#pragma once
#include <string>

#include <galley/values.hpp>

namespace galley::core::isolation {

struct Finding {
    galley::span at;  ///< of the text of the call
    std::string rule, category, met, missing;
    bool matched = false;  ///< false: a near miss
    double score = 0;
};

}  // namespace galley::core::isolation
