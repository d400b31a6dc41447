// SPDX-License-Identifier: Apache-2.0
// The OUT folder of a run: staging files while it runs, published by rename when it ends cleanly.
#pragma once
#include <cstdint>
#include <deque>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "core/state/kept.hpp"
#include "core/state/records.hpp"

namespace galley::core::pipeline {

/// Not thread-safe: exporters are called one at a time.
class Outputs {
  public:
    /// Takes an empty or absent folder and makes OUT/.galley/parts, for the owner only.
    /// @errors  kUsage when OUT holds anything, kIo when it cannot be made.
    static Result<Outputs> create(const std::filesystem::path& out);

    /// Takes the folder of a run, to go on with it.
    /// @param known  the outputs that it has.
    static Outputs resume(
        const std::filesystem::path& out, const std::vector<state::OutputRecord>& known);

    /// Whether a folder holds a run.
    static bool holds_run(const std::filesystem::path& out);

    /// The staging path of OUT/<name>.
    /// @errors  kFailed: not a plain name; kConfig: another stage has it.
    Result<std::string_view> path(std::string_view stage, std::string_view name);

    /// The first `bytes` of an output will not change any more.
    /// @errors  kFailed: the stage does not write it, or kept more before.
    Result<bool> keep(std::string_view stage, std::string_view name, std::uint64_t bytes);

    /// Bytes appended to an output, in order. Where all that is kept has passed here, records()
    /// knows its checksum.
    /// @errors  kFailed: the stage does not write it.
    Result<bool> pass(std::string_view stage, std::string_view name, std::string_view bytes);

    /// All outputs that were asked for, with what is kept of each; what passed is counted anew.
    std::vector<state::OutputRecord> records();

    /// Removes what create() made, for a run that ends before it reads a document.
    void abandon();

    /// Gives every staging file that exists its place in OUT, whole at once. The staging files
    /// stay, so that the run can go on later.
    Result<bool> publish();

    const std::filesystem::path& folder() const { return out_; }

  private:
    struct File {
        std::string stage, name, staging;
        std::uint64_t kept_bytes = 0;
        bool own = false;  ///< not shared with a published file
        std::uint64_t recorded_bytes = 0;
        state::PassingHash passed = {};  ///< since then
    };

    Result<bool> unshare(File& file) const;

    Outputs(std::filesystem::path out, std::filesystem::path made)
        : out_(std::move(out)), made_(std::move(made)) {}

    std::filesystem::path out_;
    std::filesystem::path made_;  ///< the outermost folder that was not there
    std::deque<File> files_;
};

}  // namespace galley::core::pipeline
