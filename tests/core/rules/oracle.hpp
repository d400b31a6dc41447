// SPDX-License-Identifier: Apache-2.0
// The oracle: which rules RE2 itself says hit which lines, and packs made of bare patterns.
#pragma once

#include <algorithm>
#include <re2/re2.h>
#include <re2/set.h>
#include <string>
#include <string_view>
#include <vector>

#include "tests/core/rules/testing.hpp"

namespace galley::core::rules::testing {

/// One rule a pattern, with its number as id.
inline std::string pack_of_patterns(const std::vector<std::string>& patterns) {
    std::string pack;
    for (std::size_t i = 0; i < patterns.size(); ++i) {
        pack += "id " + std::to_string(i) + "\ncategory other\npattern " + patterns[i] + "\n\n";
    }
    return pack;
}

inline LineRules found_by(const RuleSet& set, std::string_view text) {
    LineRules out;
    set.scan_text(text, [&](const Hit& hit) {
        const auto line = std::count(
            text.begin(), text.begin() + static_cast<std::ptrdiff_t>(hit.match.begin), '\n');
        out.emplace(static_cast<std::size_t>(line), hit.rule.id);
    });
    return out;
}

class Oracle {
  public:
    explicit Oracle(const std::vector<std::string>& patterns) {
        RE2::Options options;
        options.set_max_mem(512 << 20);
        set_ = std::make_unique<RE2::Set>(options, RE2::UNANCHORED);
        for (const auto& pattern : patterns) {
            EXPECT_GE(set_->Add(pattern, nullptr), 0) << pattern;
        }
        EXPECT_TRUE(set_->Compile());
    }

    [[nodiscard]] LineRules operator()(std::string_view text) const {
        LineRules out;
        for (std::size_t number = 0; !text.empty(); ++number) {
            const auto end = std::min(text.find('\n'), text.size());
            std::vector<int> ids;
            set_->Match(text.substr(0, end), &ids);
            for (const auto id : ids) {
                out.emplace(number, std::to_string(id));
            }
            text.remove_prefix(std::min(end + 1, text.size()));
        }
        return out;
    }

  private:
    std::unique_ptr<RE2::Set> set_;
};

}  // namespace galley::core::rules::testing
