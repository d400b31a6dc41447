// SPDX-License-Identifier: Apache-2.0
// Looks for cases: folders of golden cases, and the blocks of tests files.
#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/loading/catalog.hpp"
#include "core/result.hpp"
#include "core/workbench/tests_file.hpp"

namespace galley::core::workbench {

/// A case and what it runs: one plugin, or a chain.
struct FoundCase {
    std::string suite, name, where;         ///< as in Outcome
    std::filesystem::path folder;           ///< of a case folder
    std::shared_ptr<const TestsFile> file;  ///< of a block; `page` is one of its cases
    const PageCase* page = nullptr;
    std::string plugin;            ///< id; empty: `config`
    std::string config;            ///< file
    std::vector<std::string> set;  ///< KEY=VALUE
    std::string skipped;           ///< why it cannot run here; empty: it can
    std::string broken;            ///< what is wrong with its files, one problem a line

    /// What cases must share to run on one host.
    std::string host() const;
};

/// Cases at and below the places, in order of their names: folders `cases/NAME` that hold an
/// `in.*`, folders with a `case.info`, files that end in .tests.info. Hidden folders and build
/// trees are passed by.
/// @param config  in place of the configs that cases name; empty: theirs.
/// @errors        kUsage: a place that is none.
[[nodiscard]] Result<std::vector<FoundCase>> find_cases(
    const std::vector<std::string>& places,
    const loading::Catalog& catalog,
    const std::string& config);

}  // namespace galley::core::workbench
