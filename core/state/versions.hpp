// SPDX-License-Identifier: Apache-2.0
// The versions of a run: OUT is the first, OUT/version-2 the next, each a folder of a run.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string_view>
#include <vector>

#include "core/result.hpp"

namespace galley::core::state {

struct Version {
    std::uint32_t number = 1;
    std::filesystem::path folder;
};

/// Which version a folder is; one that lies in no run is a first one.
Version version_at(const std::filesystem::path& folder);

/// The versions of a run that have begun, oldest first.
/// @param folder  of any of them.
std::vector<Version> versions(const std::filesystem::path& folder);

/// The folders below a first version that are named as later ones and hold a state, oldest first.
std::vector<Version> version_folders(const std::filesystem::path& first);

/// The folders of those before it, oldest first, also of one whose state is lost.
std::vector<std::filesystem::path> versions_before(const std::filesystem::path& folder);

/// The folder that a call works on: the newest version; with `rerun` a new one when the newest is
/// of another chain. A folder that is a later version is taken as it is without `rerun`.
std::filesystem::path choose_version(
    const std::filesystem::path& out, std::string_view chain, bool rerun);

/// Whether a folder that is named as a later version holds one: such are made by --rerun only.
/// @errors  kUsage: it does not.
Result<void> check_begun(const std::filesystem::path& folder);

/// Whether a folder without a run lies in no other run's, which would take it for its own.
/// @errors  kUsage: it does.
Result<void> check_apart(const std::filesystem::path& folder);

/// Whether nothing may be added to a version any more.
/// @errors  kUsage: there is a newer one.
Result<void> check_newest(const std::filesystem::path& folder);

}  // namespace galley::core::state
