// SPDX-License-Identifier: Apache-2.0
// Opens regular files and nothing else.
#include "opening.hpp"

#include <cerrno>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

namespace galley::files {
namespace {

void reject(Found& out, std::string why) {
    if (out.fd >= 0) {
        ::close(out.fd);
        out.fd = -1;
    }
    out.problem = std::move(why);
}

std::string not_regular(mode_t mode) {
    return std::string("not a regular file (") + kind_of(mode) + ")";
}

/// The name exists, but following it failed.
std::string problem_of_link(int error) {
    switch (error) {
        case ENOENT:
        case ENOTDIR:
            return "dangling symbolic link";
        case ELOOP:
            return "symbolic link loop";
        default:
            return "symbolic link: " + problem_of(error);
    }
}

}  // namespace

const char* kind_of(mode_t mode) {
    switch (mode & S_IFMT) {
        case S_IFIFO:
            return "FIFO";
        case S_IFSOCK:
            return "socket";
        case S_IFCHR:
            return "character device";
        case S_IFBLK:
            return "block device";
        case S_IFDIR:
            return "folder";
        case S_IFLNK:
            return "symbolic link";
        default:
            return "unknown kind";
    }
}

std::string problem_of(int error) {
    switch (error) {
        case ENOENT:
        case ENOTDIR:
            return "vanished before it was read";
        case EACCES:
        case EPERM:
            return "permission denied";
        case ELOOP:
            return "symbolic link (follow_links is false)";
        case ENXIO:
            return "not a regular file (socket or FIFO)";
        case ENAMETOOLONG:
            return "path too long";
        case EMFILE:
        case ENFILE:
            return "too many open files";
        default:
            return std::generic_category().message(error);
    }
}

std::string look_at(int folder_fd, const char* name, bool follow_links, struct stat& out) {
    if (::fstatat(folder_fd, name, &out, AT_SYMLINK_NOFOLLOW) != 0) {
        return problem_of(errno);
    }
    if (!S_ISLNK(out.st_mode)) {
        return {};
    }
    if (::fstatat(folder_fd, name, &out, 0) != 0) {
        return problem_of_link(errno);
    }
    return follow_links ? std::string{} : problem_of(ELOOP);
}

void open_regular(int folder_fd, const char* name, const Looking& how, Found& out) {
    const int flags =
        O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC | (how.follow_links ? 0 : O_NOFOLLOW);
    out.fd = ::openat(folder_fd, name, flags);

    struct stat info {};

    if (out.fd < 0 || ::fstat(out.fd, &info) != 0) {
        return reject(out, problem_of(errno));
    }
    if (!S_ISREG(info.st_mode)) {
        return reject(out, not_regular(info.st_mode));
    }
    out.size_bytes = static_cast<std::uint64_t>(info.st_size);
    if (how.max_size_bytes > 0 && out.size_bytes > how.max_size_bytes) {
        return reject(
            out,
            std::to_string(out.size_bytes) + " bytes, over max_size (" +
                std::to_string(how.max_size_bytes) + ")");
    }
}

Found open_standard_input() {
    Found out;
    out.path = "-";
    out.fd = ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);

    struct stat info {};

    if (out.fd < 0 || ::fstat(out.fd, &info) != 0) {
        reject(out, "standard input is closed");
    } else if (S_ISDIR(info.st_mode) || S_ISBLK(info.st_mode)) {
        reject(out, std::string("standard input is a ") + kind_of(info.st_mode));
    }
    return out;
}

}  // namespace galley::files
