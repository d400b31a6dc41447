// SPDX-License-Identifier: Apache-2.0
// What a run wrote is told by its staging files: each output has one.
#include "core/state/fresh.hpp"

#include <algorithm>
#include <set>
#include <system_error>

#include "core/state/journal.hpp"
#include "core/state/lock.hpp"
#include "core/state/records.hpp"

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
    const std::set<std::string> known(names.begin(), names.end());
    std::vector<std::string> found;
    std::error_code code;
    for (auto at = fs::recursive_directory_iterator(out, code);
         at != fs::recursive_directory_iterator();
         at.increment(code)) {
        const auto name = at->path().lexically_relative(out).string();
        if (name == ".galley" || name == kDeadLetters) {
            at.disable_recursion_pending();
        } else if (!at->is_directory(code) && !known.contains(name)) {
            found.push_back(name);
        }
    }
    std::ranges::sort(found);
    return found;
}

std::string run_of(const fs::path& out) {
    const auto journal = Journal::open(state_folder(out) / "journal");
    if (!journal.has_value() || journal->count() == 0) {
        return {};
    }
    const auto block = journal->read(0);
    const auto info = block.has_value() ? unpack_run(block.value()) : std::nullopt;
    return info ? info->run : std::string();
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

}  // namespace

Result<Deleted> delete_run(const fs::path& out) {
    std::error_code code;
    if (!fs::is_directory(state_folder(out), code)) {
        return Deleted{};
    }
    const auto lock = Lock::take(out);
    if (!lock.has_value()) {
        return unexpected(lock.error());
    }
    Deleted deleted;
    const auto names = staged(out);
    if (const auto others = foreign(out, names); !others.empty()) {
        return unexpected(Error{
            out.string() + ": holds files that this run did not write (" + listed(others) +
                "); --fresh deletes a run only: move them away, or name another --out",
            ErrorKind::kUsage});
    }
    deleted.run = run_of(out);
    deleted.dead_letters = count_letters(out);
    std::vector<fs::path> paths;
    for (const auto& name : names) {
        if (fs::exists(out / name, code)) {
            deleted.outputs.push_back(name);
            paths.push_back(out / name);
        }
    }
    paths.push_back(out / kDeadLetters);
    paths.push_back(state_folder(out));  // last: what was not deleted is still known to be a run's
    for (const auto& path : paths) {
        if (auto removed = remove_path(path); !removed.has_value()) {
            return unexpected(removed.error());
        }
        if (path.parent_path() != out && fs::is_empty(path.parent_path(), code)) {
            fs::remove(path.parent_path(), code);
        }
    }
    return deleted;
}

}  // namespace galley::core::state
