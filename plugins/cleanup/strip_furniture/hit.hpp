// SPDX-License-Identifier: Apache-2.0
// What the rule service found, copied so that it outlives the scan.
#pragma once
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <galley/values.hpp>

namespace galley::strip_furniture {

struct Capture {
    std::string name;
    span at;
};

/// One match of one rule.
struct Hit {
    std::string rule, category;
    span at;
    span line;           ///< without its line end
    bool strips = true;  ///< false: `action field`, which records only
    std::string field;   ///< of `action field`
    double confidence = 1.0;
    bool final = false;
    std::vector<Capture> captures;

    bool has(std::string_view name) const {
        return std::ranges::any_of(captures, [&](const Capture& c) { return c.name == name; });
    }
};

}  // namespace galley::strip_furniture
