// SPDX-License-Identifier: Apache-2.0
// Keeps compiled sets in a private folder, so that a start costs a file read and not a compilation.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace galley::core::rules {

/// $XDG_CACHE_HOME/galley, or ~/.cache/galley, or "" when neither is known.
[[nodiscard]] std::filesystem::path default_cache_folder();

/// A compiled pattern is code to those who load it: a file is used only when it is whole, is the
/// caller's own, and nobody else may write it. Failure is never an error: it costs a compilation.
class DatabaseCache {
  public:
    /// @param folder  made with mode 0700 when missing; "": keep nothing.
    explicit DatabaseCache(std::filesystem::path folder);

    /// @param key  64 hexadecimal digits.
    [[nodiscard]] std::optional<std::string> load(std::string_view key) const;

    /// Writes to a temporary file and renames it, so that a reader sees the old or the new one.
    void store(std::string_view key, std::string_view bytes) const;

    /// Where an entry is kept.
    [[nodiscard]] std::filesystem::path file_of(std::string_view key) const;

  private:
    std::filesystem::path folder_;
};

}  // namespace galley::core::rules
