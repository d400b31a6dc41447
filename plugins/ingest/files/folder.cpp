// SPDX-License-Identifier: Apache-2.0
// A folder being walked.
#include "folder.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <limits>
#include <memory>
#include <unistd.h>

#include "opening.hpp"

namespace galley::files {
namespace {

bool is_self_or_parent(std::string_view name) {
    return name == "." || name == "..";
}

}  // namespace

std::optional<Folder> Folder::open(
    int parent_fd, const char* name, bool follow_links, std::string& problem) {
    Folder out;
    const int flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | (follow_links ? 0 : O_NOFOLLOW);
    out.fd_ = ::openat(parent_fd, name, flags);

    struct stat info {};

    if (out.fd_ < 0 || ::fstat(out.fd_, &info) != 0) {
        problem = problem_of(errno);
        return std::nullopt;
    }
    out.device_ = info.st_dev;
    out.inode_ = info.st_ino;
    if (!out.read_names(problem)) {
        return std::nullopt;
    }
    return out;
}

Folder& Folder::operator=(Folder&& other) noexcept {
    std::swap(fd_, other.fd_);
    std::swap(device_, other.device_);
    std::swap(inode_, other.inode_);
    std::swap(names_, other.names_);
    std::swap(order_, other.order_);
    std::swap(next_, other.next_);
    return *this;
}

Folder::~Folder() {
    if (fd_ >= 0) {
        ::close(fd_);
    }
}

bool Folder::read_names(std::string& problem) {
    const int copy = ::openat(fd_, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const std::unique_ptr<DIR, int (*)(DIR*)> listing(
        copy < 0 ? nullptr : ::fdopendir(copy), ::closedir);
    if (!listing) {
        problem = problem_of(errno);
        return false;
    }
    errno = 0;
    while (const auto* entry = ::readdir(listing.get())) {
        if (is_self_or_parent(entry->d_name)) {
            continue;
        }
        if (names_.size() > std::numeric_limits<std::uint32_t>::max() - sizeof entry->d_name) {
            problem = "folder with too many names";
            return false;
        }
        order_.push_back(static_cast<std::uint32_t>(names_.size()));
        names_.push_back(static_cast<char>(entry->d_type));
        names_.append(entry->d_name).push_back('\0');
    }
    if (errno != 0) {
        problem = problem_of(errno);
        return false;
    }
    std::sort(order_.begin(), order_.end(), [this](std::uint32_t a, std::uint32_t b) {
        return std::strcmp(&names_[a + 1], &names_[b + 1]) < 0;
    });
    return true;
}

std::optional<Folder::Entry> Folder::next() {
    if (next_ == order_.size()) {
        return std::nullopt;
    }
    const auto at = order_[next_++];
    return Entry{&names_[at + 1], static_cast<unsigned char>(names_[at])};
}

}  // namespace galley::files
