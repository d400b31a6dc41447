// SPDX-License-Identifier: Apache-2.0
// What the rule service found, as the plan reads it. Names are views: they live as long as the
// rules.
#pragma once
#include <functional>
#include <string_view>
#include <vector>

#include <galley/rules.hpp>
#include <galley/values.hpp>

#include "signs.hpp"

namespace galley::strip_furniture {

struct Capture {
    std::string_view name;
    span at;
};

/// One match of one rule.
struct Hit {
    std::string_view rule, category;
    span at;
    bool strips = true;  ///< false: `action field`, which records only
    bool final = false;  ///< the brake does not hold it
    Signs signs;         ///< of its captures
    double confidence = 1.0;
    std::string_view field;    ///< of `action field`
    bool says_fields = false;  ///< a capture is a value, not only a sign
    hit_place place;           ///< for the rule service

    bool has(Sign sign) const { return signs.has(sign); }

    void capture(std::string_view name) {
        const auto meaning = meaning_of(name);
        signs.add(meaning.signs);
        says_fields = says_fields || meaning.value;
    }
};

/// Finds where the captures of a hit stand: asked only for hits that say something of the article.
using FindCaptures = std::function<void(const Hit&, std::vector<Capture>&)>;

}  // namespace galley::strip_furniture
