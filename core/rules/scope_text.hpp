// SPDX-License-Identifier: Apache-2.0
// How evidence names a scope that restricts where a rule may hit.
#pragma once

#include <string_view>

#include "core/rules/rule.hpp"

namespace galley::core::rules {

/// "scope head", "scope tail"; "" for scopes that hold everywhere.
[[nodiscard]] constexpr std::string_view scope_text(Scope scope) {
    switch (scope) {
        case Scope::kHead:
            return "scope head";
        case Scope::kTail:
            return "scope tail";
        default:
            return "";
    }
}

}  // namespace galley::core::rules
