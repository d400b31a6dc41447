// SPDX-License-Identifier: Apache-2.0
// Looks at owners and modes.
#include "trust.hpp"

#include <algorithm>
#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

namespace galley::core::loading {

namespace fs = std::filesystem;

namespace {

std::string remedy(std::string_view first, const fs::path& path) {
    return fmt::format("{}, or trust it by name: plugins {{ trust \"{}\" }}", first, path.string());
}

Distrust writable(const fs::path& path, std::string_view who, mode_t mode) {
    return {
        fmt::format("{} may change it (mode {:04o})", who, mode & 07777U),
        remedy(fmt::format("chmod go-w {}", path.string()), path)};
}

/// A group with the name of the file's owner and nobody else in it, as Debian makes for each user.
bool is_group_of_one(const struct stat& status) {
    const auto* user = ::getpwuid(status.st_uid);
    const std::string name = user == nullptr ? "" : user->pw_name;
    const auto* group = ::getgrgid(status.st_gid);
    if (group == nullptr || name.empty() || group->gr_name != name) {
        return false;
    }
    for (char** member = group->gr_mem; *member != nullptr; ++member) {
        if (*member != name) {
            return false;
        }
    }
    return true;
}

std::string user_name(uid_t uid) {
    const auto* user = ::getpwuid(uid);
    return user == nullptr ? fmt::format("user {}", uid) : std::string(user->pw_name);
}

}  // namespace

Trust::Trust(std::vector<fs::path> by_name) : by_name_(std::move(by_name)) {
    for (auto& path : by_name_) {
        std::error_code ignored;  // what does not exist stays as it is written
        auto canonical = fs::weakly_canonical(path, ignored);
        path = ignored ? path : std::move(canonical);
        path = path.has_filename() ? path : path.parent_path();
    }
}

bool Trust::is_trusted(const fs::path& path) const {
    return std::ranges::any_of(by_name_, [&](const fs::path& trusted) {
        return std::mismatch(trusted.begin(), trusted.end(), path.begin(), path.end()).first ==
               trusted.end();
    });
}

std::optional<Distrust> Trust::problem_of(const fs::path& path) const {
    struct stat status {};

    if (is_trusted(path) || ::lstat(path.c_str(), &status) != 0) {
        return std::nullopt;  // what is not there does no harm
    }
    if (status.st_uid != 0 && status.st_uid != ::geteuid()) {
        return Distrust{
            fmt::format("belongs to {}, neither to root nor to you", user_name(status.st_uid)),
            remedy(fmt::format("chown {}", path.string()), path)};
    }
    if ((status.st_mode & S_IWOTH) != 0) {
        return writable(path, "everyone", status.st_mode);
    }
    if ((status.st_mode & S_IWGRP) != 0 && status.st_gid != 0 && !is_group_of_one(status)) {
        return writable(path, "its group", status.st_mode);
    }
    return std::nullopt;
}

std::optional<Distrust> Trust::problem_of_folder(const fs::path& folder) const {
    if (is_trusted(folder)) {
        return std::nullopt;
    }
    for (auto above = folder.parent_path(); above.has_relative_path();
         above = above.parent_path()) {
        struct stat status {};

        if (::lstat(above.c_str(), &status) == 0 && (status.st_mode & S_IWOTH) != 0 &&
            (status.st_mode & S_ISVTX) == 0) {
            auto problem = writable(above, "everyone", status.st_mode);
            problem.reason.insert(0, fmt::format("it lies below {}: ", above.string()));
            return problem;
        }
    }
    return problem_of(folder);
}

}  // namespace galley::core::loading
