// SPDX-License-Identifier: Apache-2.0
// Between the host and the plan: rule hits copied out of the scan.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include <galley/rules.hpp>

#include "hit.hpp"

namespace galley::strip_furniture {

inline std::vector<Hit> read_hits(const rule_set& rules, std::string_view text) {
    std::vector<Hit> hits;
    rules.scan(text, [&](const rule_hit& found) {
        Hit hit;
        hit.rule = found.rule();
        hit.category = found.category();
        hit.at = found.at();
        hit.line = found.line();
        hit.strips = found.action() == GALLEY_RULE_STRIP;
        hit.field = found.field();
        hit.confidence = found.confidence();
        hit.final = found.final();
        found.each_capture([&](std::string_view name, span at) {
            hit.captures.push_back({std::string(name), at});
        });
        hits.push_back(std::move(hit));
    });
    return hits;
}

}  // namespace galley::strip_furniture
