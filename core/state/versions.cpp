// SPDX-License-Identifier: Apache-2.0
// Names of folders say which version they are; one that has no run in it yet is none.
#include "core/state/versions.hpp"

#include <algorithm>
#include <charconv>
#include <string>
#include <system_error>

#include "core/state/lock.hpp"
#include "core/state/run_status.hpp"

namespace galley::core::state {
namespace fs = std::filesystem;

namespace {

constexpr std::string_view kName = "version-";

/// 2 of "version-2"; 0: another name.
std::uint32_t number_in(std::string_view name) {
    std::uint32_t number = 0;
    if (!name.starts_with(kName) || name[kName.size()] == '0') {
        return 0;
    }
    const auto* end = name.data() + name.size();
    const auto parsed = std::from_chars(name.data() + kName.size(), end, number);
    return parsed.ec == std::errc{} && parsed.ptr == end && number > 1 ? number : 0;
}

fs::path plain(const fs::path& folder) {
    auto path = folder.lexically_normal();
    if (!path.has_filename()) {
        path = path.parent_path();
    }
    return path == "." || path.filename() == ".." ? fs::absolute(path).lexically_normal() : path;
}

fs::path folder_of(const fs::path& first, std::uint32_t number) {
    return number == 1 ? first : first / (std::string(kName) + std::to_string(number));
}

/// The folder of the first version.
fs::path first_of(const fs::path& folder) {
    const auto path = plain(folder);
    return version_at(folder).number == 1 ? folder
           : path.has_parent_path()       ? path.parent_path()
                                          : fs::path(".");
}

}  // namespace

Version version_at(const fs::path& folder) {
    const auto path = plain(folder);
    const auto number = number_in(path.filename().string());
    std::error_code code;
    const auto first = path.has_parent_path() ? path.parent_path() : fs::path(".");
    return {number > 1 && fs::is_directory(state_folder(first), code) ? number : 1, folder};
}

std::vector<Version> version_folders(const fs::path& first) {
    std::vector<Version> found;
    std::error_code code;
    for (const auto& entry : fs::directory_iterator(first, code)) {
        const auto number = number_in(entry.path().filename().string());
        if (number > 1 && fs::is_directory(state_folder(entry.path()), code)) {
            found.push_back({number, folder_of(first, number)});
        }
    }
    std::ranges::sort(found, {}, &Version::number);
    return found;
}

std::vector<Version> versions(const fs::path& folder) {
    const auto first = first_of(folder);
    auto found = version_folders(first);
    found.insert(found.begin(), {1, first});
    std::erase_if(
        found, [](const Version& version) { return !read_info(version.folder).has_value(); });
    return found;
}

std::vector<fs::path> versions_before(const fs::path& folder) {
    const auto own = version_at(folder).number;
    std::vector<fs::path> found;
    if (own > 1) {
        found.push_back(first_of(folder));
        for (const auto& version : version_folders(found.front())) {
            if (version.number < own) {
                found.push_back(version.folder);
            }
        }
    }
    return found;
}

fs::path choose_version(const fs::path& out, std::string_view chain, bool rerun) {
    const auto all = versions(out);
    if (all.empty() || (!rerun && version_at(out).number > 1)) {
        return out;
    }
    const auto& newest = all.back();
    const auto info = rerun ? read_info(newest.folder) : std::nullopt;
    if (!info || info->chain == chain) {
        return newest.number == version_at(out).number ? out : newest.folder;
    }
    return folder_of(first_of(out), newest.number + 1);
}

Result<void> check_begun(const fs::path& folder) {
    std::error_code code;
    if (version_at(folder).number == 1 || fs::is_directory(state_folder(folder), code)) {
        return {};
    }
    const auto first = first_of(folder).string();
    return unexpected(Error{
        folder.string() + ": holds no version of the run in " + first + "; expected --out " +
            first + ", with --rerun for a new version",
        ErrorKind::kUsage});
}

Result<void> check_apart(const fs::path& folder) {
    std::error_code code;
    if (version_at(folder).number > 1 || fs::is_directory(state_folder(folder), code)) {
        return {};
    }
    const auto path = plain(fs::absolute(folder, code));
    for (auto above = path.parent_path(); above != above.root_path(); above = above.parent_path()) {
        if (fs::exists(state_folder(above) / "state.db", code)) {
            return unexpected(Error{
                folder.string() + ": lies in the output folder of a run, " + above.string() +
                    "; expected a folder that does not",
                ErrorKind::kUsage});
        }
    }
    return {};
}

Result<void> check_newest(const fs::path& folder) {
    const auto all = versions(folder);
    const auto own = version_at(folder).number;
    if (all.empty() || all.back().number <= own) {
        return {};
    }
    return unexpected(Error{
        folder.string() + ": version " + std::to_string(all.back().number) +
            " of its run is newer, and nothing is added to older ones; expected " +
            all.back().folder.string(),
        ErrorKind::kUsage});
}

}  // namespace galley::core::state
