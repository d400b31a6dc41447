// SPDX-License-Identifier: Apache-2.0
// galley_golden for the plugins in the tree: the test kit's program with the host's rule service.
#include <galley/testing/golden.hpp>

#include "core/rules/rules_extension.hpp"

namespace {

/// One for the whole program: the table's functions know no other way to it.
galley::core::rules::RuleStore* store_of(const galley_host*) {
    static galley::core::rules::RuleStore store;
    return &store;
}

}  // namespace

int main(int argc, char** argv) {
    const auto* rules = galley::core::rules::rules_extension<store_of>();
    return galley::testing::golden_main(argc, argv, {{GALLEY_RULES_V1, rules}});
}
