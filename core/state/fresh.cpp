// SPDX-License-Identifier: Apache-2.0
// What a run wrote is told by its staging files: each output has one.
#include "core/state/fresh.hpp"

#include <algorithm>
#include <set>
#include <system_error>

#include "core/state/lock.hpp"
#include "core/state/run_status.hpp"
#include "core/state/versions.hpp"

namespace galley::core::state {
namespace fs = std::filesystem;

namespace {

constexpr std::string_view kDeadLetters = "dead-letter";

std::vector<std::string> staged(const fs::path& out) {
    std::vector<std::string> names;
    std::error_code code;
    const auto parts = state_folder(out) / "parts";
    for (const auto& entry : fs::recursive_directory_iterator(parts, code)) {
        if (!entry.is_directory(code)) {
            names.push_back(entry.path().lexically_relative(parts).string());
        }
    }
    std::ranges::sort(names);
    return names;
}

/// What stands in OUT and is not the run's.
std::vector<std::string> foreign(const fs::path& out, const std::vector<std::string>& names) {
    const auto later = version_folders(out);
    const std::set<std::string> known(names.begin(), names.end());
    std::vector<std::string> found;
    std::error_code code;
    for (auto at = fs::recursive_directory_iterator(out, code);
         at != fs::recursive_directory_iterator();
         at.increment(code)) {
        const auto name = at->path().lexically_relative(out).string();
        if (name == ".galley" || name == kDeadLetters ||
            std::ranges::find(later, at->path(), &Version::folder) != later.end()) {
            at.disable_recursion_pending();
        } else if (!at->is_directory(code) && !known.contains(name)) {
            found.push_back(name);
        }
    }
    std::ranges::sort(found);
    return found;
}

std::size_t count_letters(const fs::path& out) {
    std::size_t count = 0;
    std::error_code code;
    for (const auto& entry : fs::recursive_directory_iterator(out / kDeadLetters, code)) {
        count += entry.path().filename() == "reason.json" ? 1U : 0U;
    }
    return count;
}

std::string listed(const std::vector<std::string>& names) {
    constexpr std::size_t kMost = 5;
    std::string out;
    for (std::size_t i = 0; i < std::min(names.size(), kMost); ++i) {
        out += (i == 0 ? "" : ", ") + names[i];
    }
    return names.size() > kMost ? out + ", ..." : out;
}

Result<void> remove_path(const fs::path& path) {
    std::error_code code;
    fs::remove_all(path, code);
    if (code) {
        return unexpected(Error{path.string() + ": " + code.message(), ErrorKind::kIo});
    }
    return {};
}

/// A version that is to go, held by its lock.
struct Doomed {
    fs::path folder;
    std::vector<std::string> outputs;
    Lock lock;
};

Result<Doomed> take(const fs::path& folder) {
    auto lock = Lock::take(folder);
    if (!lock.has_value()) {
        return unexpected(lock.error());
    }
    auto names = staged(folder);
    if (const auto others = foreign(folder, names); !others.empty()) {
        return unexpected(Error{
            folder.string() + ": holds files that this run did not write (" + listed(others) +
                "); --fresh deletes a run only: move them away, or name another --out",
            ErrorKind::kUsage});
    }
    return Doomed{folder, std::move(names), std::move(lock).value()};
}

/// @param out  of the first version, from which names are told.
Result<void> delete_version(const Doomed& doomed, const fs::path& out, Deleted& deleted) {
    std::error_code code;
    const auto& folder = doomed.folder;
    deleted.dead_letters += count_letters(folder);
    std::vector<fs::path> paths;
    for (const auto& name : doomed.outputs) {
        if (fs::exists(folder / name, code)) {
            deleted.outputs.push_back((folder / name).lexically_relative(out).string());
            paths.push_back(folder / name);
        }
    }
    paths.push_back(folder / kDeadLetters);
    paths.push_back(
        state_folder(folder));  // last: what was not deleted is still known to be a run's
    if (folder != out) {
        paths.push_back(folder);
    }
    for (const auto& path : paths) {
        if (auto removed = remove_path(path); !removed.has_value()) {
            return removed;
        }
        if (path.parent_path() != out && fs::is_empty(path.parent_path(), code)) {
            fs::remove(path.parent_path(), code);
        }
    }
    return {};
}

}  // namespace

Result<Deleted> delete_run(const fs::path& out) {
    std::error_code code;
    if (!fs::is_directory(state_folder(out), code)) {
        return Deleted{};
    }
    auto versions = version_folders(out);
    versions.insert(versions.begin(), {1, out});
    std::vector<Doomed> doomed;
    for (const auto& version : versions) {
        auto taken = take(version.folder);
        if (!taken.has_value()) {
            return unexpected(taken.error());
        }
        doomed.push_back(std::move(taken).value());
    }
    Deleted deleted;
    if (const auto info = read_info(out)) {
        deleted.run = info->run;
    }
    std::ranges::reverse(doomed);  // what was not deleted is still known to be versions of a run
    for (const auto& each : doomed) {
        if (auto removed = delete_version(each, out, deleted); !removed.has_value()) {
            return unexpected(removed.error());
        }
    }
    return deleted;
}

}  // namespace galley::core::state
