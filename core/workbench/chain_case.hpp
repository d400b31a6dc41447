// SPDX-License-Identifier: Apache-2.0
// Runs whole chains on the texts of cases and compares what came out.
#pragma once
#include <filesystem>
#include <memory>
#include <string_view>

#include "core/pipeline/lane.hpp"
#include "core/pipeline/run.hpp"
#include "core/workbench/outcome.hpp"
#include "core/workbench/tests_file.hpp"

namespace galley::core::workbench {

/// One lane of a chain; one thread at a time.
class ChainBench {
  public:
    /// @errors  kConfig: a plugin refuses its parameters.
    static Result<std::unique_ptr<ChainBench>> open(
        const pipeline::PreparedChain& chain, pipeline::Services& services);

    /// A case of a tests file. Adds to the outcome's differences.
    void run(const TestsFile& file, const PageCase& one, Outcome& outcome);

    /// A case folder: in.txt, out.txt, why.txt. Fills in `accepted` too.
    void run(const std::filesystem::path& folder, Outcome& outcome);

  private:
    explicit ChainBench(std::unique_ptr<pipeline::Lane> lane) : lane_(std::move(lane)) {}

    pipeline::Item& process(std::string_view text, std::string path);

    std::unique_ptr<pipeline::Lane> lane_;
    std::unique_ptr<pipeline::Item> item_;
};

}  // namespace galley::core::workbench
