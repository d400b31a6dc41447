// SPDX-License-Identifier: Apache-2.0
// Finds the rule packs that `galley rules` is asked about, and compiles them as the stages would.
#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/result.hpp"
#include "core/rules/rule_set.hpp"
#include "core/rules/rule_store.hpp"

namespace galley::core::cli {

/// Packs that are matched as one set.
struct PackSet {
    std::string owner;             ///< stage or plugin; "": rule files given by name
    std::filesystem::path folder;  ///< what relative names of its packs are below
    const rules::RuleSet* set = nullptr;

    /// A pack as a person can open it.
    std::string path_of(const std::string& file) const;
};

/// Compiled sets and what they live in.
struct LoadedPacks {
    std::unique_ptr<rules::RuleStore> store;
    std::vector<PackSet> sets;
};

/// @param names  configs, rule files, folders of rule files, plugin ids; none: all installed
///               plugins. Rule files given together are one set; so are the packs of a plugin.
/// @param set    overrides of keys, for configs.
/// @errors       kConfig with all problems of a config or of the packs, kUsage for a name that is
///               none of these.
Result<LoadedPacks> load_packs(
    const std::vector<std::string>& names, const std::vector<std::string>& set);

}  // namespace galley::core::cli
