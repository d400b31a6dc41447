// SPDX-License-Identifier: Apache-2.0
// Walks paths, folders and globs.
#include "walk.hpp"

#include <algorithm>
#include <cerrno>
#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include "names.hpp"

namespace galley::files {
namespace {

constexpr std::string_view kStandardInput = "-";

bool exists(const std::string& path) {
    struct stat info {};

    return ::fstatat(AT_FDCWD, path.c_str(), &info, AT_SYMLINK_NOFOLLOW) == 0;
}

/// A name that exists is that name, whatever letters it has.
bool is_glob(const std::string& path) {
    return has_wildcards(path) && !exists(path);
}

Found not_read(std::string path, std::string problem) {
    Found out;
    out.path = std::move(path);
    out.problem = std::move(problem);
    return out;
}

std::string with_slash(std::string path) {
    if (!path.ends_with('/')) {
        path.push_back('/');
    }
    return path;
}

const char* base_folder(const Glob& glob) {
    return glob.base().empty() ? "." : glob.base().c_str();
}

bool finds_something(const std::string& pattern, const Looking& looking) {
    Walk trial(WalkOptions{{pattern}, {}, looking});
    auto found = trial.next();
    if (found && found->fd >= 0) {
        ::close(found->fd);
    }
    return found.has_value();
}

std::string problem_with(const std::string& path, const Looking& looking) {
    if (path.empty()) {
        return "an empty path";
    }
    if (path == kStandardInput || exists(path)) {
        return {};
    }
    if (!has_wildcards(path)) {
        return shown_name(path) + ": no such file or folder";
    }
    const Glob glob(path);
    if (!glob.base().empty() && !exists(glob.base())) {
        return shown_name(path) + ": no such folder as " + shown_name(glob.base());
    }
    return finds_something(path, looking) ? std::string{} : shown_name(path) + ": matches no file";
}

}  // namespace

std::string Walk::check() const {
    std::string problems;
    if (std::count(options_.paths.begin(), options_.paths.end(), kStandardInput) > 1) {
        problems = "-: standard input can be read only once";
    }
    for (const auto& path : options_.paths) {
        const auto problem = problem_with(path, options_.looking);
        if (!problem.empty()) {
            problems.append(problems.empty() ? "" : "\n").append(problem);
        }
    }
    return problems;
}

std::optional<Found> Walk::next() {
    while (true) {
        if (levels_.empty() && next_path_ == options_.paths.size()) {
            return std::nullopt;
        }
        auto found = levels_.empty() ? begin_path(options_.paths[next_path_++]) : from_folder();
        if (found) {
            return found;
        }
    }
}

std::optional<Found> Walk::begin_path(const std::string& path) {
    if (path == kStandardInput) {
        return open_standard_input();
    }
    if (is_glob(path)) {
        glob_.emplace(path);
        return enter(AT_FDCWD, base_folder(*glob_), glob_->base(), {&*glob_, glob_->begin()});
    }

    struct stat info {};

    if (auto problem = look_at(AT_FDCWD, path.c_str(), options_.looking.follow_links, info);
        !problem.empty()) {
        return not_read(path, std::move(problem));
    }
    if (S_ISDIR(info.st_mode)) {
        return enter(AT_FDCWD, path.c_str(), with_slash(path), {});
    }
    if (!S_ISREG(info.st_mode)) {  // opening a device may already do something
        return not_read(path, std::string("not a regular file (") + kind_of(info.st_mode) + ")");
    }
    Found out;
    out.path = path;
    open_regular(AT_FDCWD, path.c_str(), options_.looking, out);
    return out;
}

std::optional<Found> Walk::from_folder() {
    auto& level = levels_.back();
    const auto entry = level.folder.next();
    if (!entry) {
        levels_.pop_back();
        return std::nullopt;
    }
    if (level.wanted.glob == nullptr) {
        if (is_passed_over(entry->name)) {
            ++passed_over_;
            return std::nullopt;
        }
        return visit(*entry, {}, true);
    }
    auto step = level.wanted.glob->step(level.wanted.places, entry->name);
    if (!step.matched && step.inside.empty()) {
        return std::nullopt;
    }
    if (is_passed_over(entry->name) && entry->name[0] != '.') {
        ++passed_over_;
        return std::nullopt;
    }
    const auto* glob = step.matched ? nullptr : level.wanted.glob;
    return visit(*entry, {glob, std::move(step.inside)}, step.matched);
}

std::optional<Found> Walk::visit(const Folder::Entry& entry, Wanted inside, bool matched) {
    const auto& level = levels_.back();
    const auto path = level.path + entry.name;
    const bool wanted = matched && has_extension(entry.name, options_.extensions);

    struct stat info {};

    if (entry.type != DT_REG) {
        auto problem = look_at(level.folder.fd(), entry.name, options_.looking.follow_links, info);
        if (!problem.empty()) {
            return wanted ? std::optional(not_read(path, std::move(problem))) : std::nullopt;
        }
        if (S_ISDIR(info.st_mode)) {
            return enter(level.folder.fd(), entry.name, path + '/', std::move(inside));
        }
    }
    if (!wanted) {
        return std::nullopt;
    }
    if (entry.type != DT_REG && !S_ISREG(info.st_mode)) {
        return not_read(path, std::string("not a regular file (") + kind_of(info.st_mode) + ")");
    }
    Found out;
    out.path = path;
    open_regular(level.folder.fd(), entry.name, options_.looking, out);
    return out;
}

std::optional<Found> Walk::enter(int parent_fd, const char* name, std::string path, Wanted wanted) {
    if (levels_.size() == kMaxDepth) {
        return not_read(
            std::move(path), "folders more than " + std::to_string(kMaxDepth) + " deep");
    }
    std::string problem;
    const bool follow = options_.looking.follow_links || parent_fd == AT_FDCWD;
    auto folder = Folder::open(parent_fd, name, follow, problem);
    if (!folder) {
        return not_read(std::move(path), std::move(problem));
    }
    const auto is_above = [&](const Level& level) { return level.folder.is_same(*folder); };
    if (std::any_of(levels_.begin(), levels_.end(), is_above)) {
        return not_read(std::move(path), "folder loop: the folder lies in itself");
    }
    levels_.push_back({std::move(*folder), std::move(path), std::move(wanted)});
    return std::nullopt;
}

}  // namespace galley::files
