// SPDX-License-Identifier: Apache-2.0
// Between the host and the plan: rule packs in, rule hits out of the scan.
#pragma once
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <galley/plugin.hpp>
#include <galley/rules.hpp>

#include "hit.hpp"

namespace galley::strip_furniture {

/// A row whose values are paths.
constexpr galley_param paths(galley_param row) {
    row.flags |= GALLEY_PARAM_PATHS;
    return row;
}

/// The packs of the parameters, as one set: those beside the plugin by name, others by path.
inline rule_set read_rules(const conf& values) {
    std::vector<std::string> packs;
    for (const auto& name : values.list("rules")) {
        packs.push_back("rules/" + name + ".rules");
    }
    const auto paths = values.list("rule_files");
    std::vector<std::string> texts;
    for (const auto& path : paths) {
        std::ifstream in(path, std::ios::binary);
        texts.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
        if (!in) {
            throw config_error("rule_files: expected a rule file, got " + path);
        }
    }
    std::vector<galley_pack> files;
    for (std::size_t i = 0; i < paths.size(); ++i) {
        files.push_back({to_abi(paths[i]), to_abi(texts[i])});
    }
    return rule_set(values.host(), packs, std::move(files));
}

inline void read_hits(const rule_set& rules, std::string_view text, std::vector<Hit>& hits) {
    hits.clear();
    rules.scan_names(text, [&](const rule_hit& found) {
        auto& hit = hits.emplace_back();
        hit.rule = found.rule();
        hit.category = found.category();
        hit.at = found.at();
        hit.strips = found.action() == GALLEY_RULE_STRIP;
        hit.field = found.field();
        hit.confidence = found.confidence();
        hit.final = found.final();
        hit.place = found.place();
        found.each_capture([&](std::string_view name, span) { hit.capture(name); });
    });
}

}  // namespace galley::strip_furniture
