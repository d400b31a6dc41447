// SPDX-License-Identifier: Apache-2.0
// Whether somebody else could put code into a plugin folder or file.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace galley::core::loading {

/// Why a path is not to be trusted, and what to do about it.
struct Distrust {
    std::string reason;  ///< "everyone may change it (mode 0666)"
    std::string remedy;
};

/// Decides on owner and mode of files and folders; what the config trusts by name passes.
class Trust {
  public:
    /// @param by_name  absolute paths: each, and everything below it, is taken as it is.
    explicit Trust(std::vector<std::filesystem::path> by_name = {});

    /// A file or folder must belong to root or to the user, and nobody else may write to it: no
    /// group but the owner's own, which has no other members.
    std::optional<Distrust> problem_of(const std::filesystem::path& path) const;

    /// The same for a folder with those above it, of which none may be writable for everyone
    /// (unless sticky, as /tmp is): else the folder could be put aside for another one.
    std::optional<Distrust> problem_of_folder(const std::filesystem::path& folder) const;

  private:
    bool is_trusted(const std::filesystem::path& path) const;

    std::vector<std::filesystem::path> by_name_;
};

}  // namespace galley::core::loading
