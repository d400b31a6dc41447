// SPDX-License-Identifier: Apache-2.0
// What plugins there are: read from manifests, no plugin code runs.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/loading/plugin_info.hpp"
#include "core/loading/trust.hpp"

namespace galley::core::loading {

/// A file in a plugin folder that is not to be used.
struct Refused {
    std::filesystem::path file;
    std::string reason;  ///< "is built for ABI 2, this host speaks 1"
    std::string remedy;  ///< "rebuild it against galley SDK 1.x"

    /// "/opt/x.so: is built for ABI 2, this host speaks 1; rebuild it against galley SDK 1.x"
    std::string message() const;
};

/// A plugin that another file, found earlier, stands in front of.
struct Shadowed {
    std::string id;
    std::filesystem::path file, by;
};

/// Immutable once made; pointers into it live as long as it, also when it is moved.
class Catalog {
  public:
    Catalog() = default;

    /// Reads every *.so in the folders and in their subfolders ingest, cleanup, tagging and export.
    /// The first file with an id wins.
    /// @param folders  absolute, in order of precedence.
    [[nodiscard]] static Catalog discover(
        std::vector<std::filesystem::path> folders, Trust trust = Trust());

    /// Null: no such plugin.
    const PluginInfo* find(std::string_view id) const;

    /// By kind, then by id.
    const std::vector<PluginInfo>& plugins() const { return plugins_; }

    const std::vector<Refused>& refused() const { return refused_; }

    const std::vector<Shadowed>& shadowed() const { return shadowed_; }

    const std::vector<std::filesystem::path>& folders() const { return folders_; }

    /// Only a file with this SHA-256 is loaded for a plugin from now on.
    void pin(std::string_view id, std::string sha256);

    /// Why the file that should hold this plugin was refused, or "".
    std::string refusal_of(std::string_view id) const;

  private:
    void read_folder(const std::filesystem::path& folder);
    void read_file(const std::filesystem::path& file);
    void refuse(const std::filesystem::path& file, Distrust distrust, std::string_view whose);
    void add(PluginInfo plugin);

    std::vector<PluginInfo> plugins_;
    std::vector<Refused> refused_;
    std::vector<Shadowed> shadowed_;
    std::vector<std::filesystem::path> folders_;
    Trust trust_;
};

}  // namespace galley::core::loading
