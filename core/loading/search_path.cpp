// SPDX-License-Identifier: Apache-2.0
// Splits, checks and orders.
#include "search_path.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace galley::core::loading {

namespace fs = std::filesystem;

namespace {

std::vector<fs::path> split_at_colons(std::string_view text) {
    std::vector<fs::path> folders;
    while (!text.empty()) {
        const auto end = std::min(text.find(':'), text.size());
        if (end > 0) {
            folders.emplace_back(text.substr(0, end));
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return folders;
}

}  // namespace

Result<std::vector<fs::path>> search_path(const SearchRequest& request) {
    std::vector<fs::path> found;
    const auto add = [&](const fs::path& folder) {
        std::error_code ignored;  // a folder that does not exist stays as it is written
        const auto canonical = fs::weakly_canonical(folder, ignored);
        const auto& kept = ignored ? folder : canonical;
        if (std::ranges::find(found, kept) == found.end()) {
            found.push_back(kept);
        }
    };
    const auto relative = [](std::string_view where, const fs::path& folder) {
        return unexpected(Error{
            fmt::format("{}: expected absolute folders, got \"{}\"", where, folder.string()),
            ErrorKind::kConfig});
    };
    for (const auto& folder : request.configured) {
        if (!folder.is_absolute()) {
            return relative("plugin folder", folder);
        }
        add(folder);
    }
    for (const auto& folder : split_at_colons(request.environment)) {
        if (!folder.is_absolute()) {
            return relative("GALLEY_PLUGIN_PATH", folder);
        }
        add(folder);
    }
    if (!request.executable.empty()) {
        add(installed_folder(request.executable));
    }
    return found;
}

fs::path installed_folder(const fs::path& executable) {
    if (executable.empty()) {
        return {};
    }
    std::error_code ignored;
    const auto folder = executable.parent_path().parent_path() / "lib/galley/plugins";
    const auto canonical = fs::weakly_canonical(folder, ignored);
    return ignored ? folder : canonical;
}

fs::path this_executable() {
    std::error_code failed;
    auto path = fs::read_symlink("/proc/self/exe", failed);
    return failed ? fs::path() : path;
}

}  // namespace galley::core::loading
