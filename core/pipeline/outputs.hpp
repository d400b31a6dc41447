// SPDX-License-Identifier: Apache-2.0
// The OUT folder of a run: staging files while it runs, published by rename when it ends cleanly.
#pragma once
#include <deque>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "core/result.hpp"

namespace galley::core::pipeline {

/// Not thread-safe: exporters are called one at a time.
class Outputs {
  public:
    /// Takes an empty or absent folder and makes OUT/.galley/parts, for the owner only.
    /// @errors  kUsage when OUT holds anything, kIo when it cannot be made.
    static Result<Outputs> create(const std::filesystem::path& out);

    /// The staging path of OUT/<name>.
    /// @errors  kFailed: not a plain name; kConfig: another stage has it.
    Result<std::string_view> path(std::string_view stage, std::string_view name);

    /// Removes what create() made, for a run that ends before it reads a document.
    void abandon();

    /// Moves every staging file that exists to its place and removes OUT/.galley/parts.
    Result<bool> publish();

    const std::filesystem::path& folder() const { return out_; }

  private:
    struct File {
        std::string stage, name, staging;
    };

    Outputs(std::filesystem::path out, std::filesystem::path made)
        : out_(std::move(out)), made_(std::move(made)) {}

    std::filesystem::path out_;
    std::filesystem::path made_;  ///< the outermost folder that was not there
    std::deque<File> files_;
};

/// Whether a name is plain: letters, digits and . _ -, at most one '/', no part that begins with a
/// dot.
bool is_plain_name(std::string_view name);

}  // namespace galley::core::pipeline
