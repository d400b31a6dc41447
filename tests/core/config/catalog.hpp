// SPDX-License-Identifier: Apache-2.0
// Invented plugins for tests of configs, and a folder of their own for files.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/config/chain.hpp"

namespace galley::core::config {

/// One plugin with each parameter type, and enough others for a chain.
const PluginCatalog& test_catalog();

/// A folder that exists as long as this object.
class TempFolder {
  public:
    TempFolder();
    ~TempFolder();
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;

    /// Writes a file, with its folders; returns its path.
    std::filesystem::path write(std::string_view name, std::string_view text) const;

    const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

/// What read_config and validate say, one problem a line, without the folder in file names; "" when
/// all is well.
std::string messages(
    const std::filesystem::path& file, std::span<const std::string> overrides = {});

/// The same for a text in a file "x.info".
std::string messages_of(std::string_view info);

/// A pipeline around some stages: ingest files before, export jsonl after; stages begin at line 5.
std::string pipeline_with(std::string_view stages);

}  // namespace galley::core::config
