// SPDX-License-Identifier: Apache-2.0
// Calls of the system, gone on with where they were interrupted or did a part.
#include "core/state/file.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace galley::core::state {

Error io_error(const std::filesystem::path& path) {
    return {
        path.string() + ": " + std::generic_category().message(errno == 0 ? EIO : errno),
        ErrorKind::kIo};
}

Result<void> sync_folder(const std::filesystem::path& folder) {
    auto opened = File::open(folder, O_RDONLY | O_DIRECTORY);
    if (!opened.has_value()) {
        return unexpected(opened.error());
    }
    if (::fsync(opened->descriptor()) != 0) {
        return unexpected(io_error(folder));
    }
    return {};
}

File::File(File&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), path_(std::move(other.path_)) {}

File& File::operator=(File&& other) noexcept {
    std::swap(fd_, other.fd_);
    std::swap(path_, other.path_);
    return *this;
}

File::~File() {
    if (fd_ >= 0) {
        ::close(fd_);
    }
}

Result<File> File::open(const std::filesystem::path& path, int flags) {
    constexpr mode_t kOwnerOnly = 0600;
    File file;
    file.path_ = path;
    do {
        file.fd_ = ::open(path.c_str(), flags | O_CLOEXEC, kOwnerOnly);
    } while (file.fd_ < 0 && errno == EINTR);
    if (file.fd_ < 0) {
        return unexpected(io_error(path));
    }
    return file;
}

Result<std::uint64_t> File::size() const {
    struct stat found {};

    if (::fstat(fd_, &found) != 0) {
        return unexpected(io_error(path_));
    }
    return static_cast<std::uint64_t>(found.st_size);
}

Result<std::size_t> File::read_at(std::uint64_t offset, char* to, std::size_t room) const {
    std::size_t done = 0;
    while (done < room) {
        const auto got = ::pread(fd_, to + done, room - done, static_cast<off_t>(offset + done));
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return unexpected(io_error(path_));
        }
        if (got == 0) {
            break;
        }
        done += static_cast<std::size_t>(got);
    }
    return done;
}

Result<void> File::write_at(std::uint64_t offset, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto put = ::pwrite(fd_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (put < 0 && errno == EINTR) {
            continue;
        }
        if (put <= 0) {
            return unexpected(io_error(path_));
        }
        offset += static_cast<std::uint64_t>(put);
        bytes.remove_prefix(static_cast<std::size_t>(put));
    }
    return {};
}

Result<void> File::cut(std::uint64_t size) {
    if (::ftruncate(fd_, static_cast<off_t>(size)) != 0) {
        return unexpected(io_error(path_));
    }
    return {};
}

Result<void> File::sync() {
    if (::fdatasync(fd_) != 0) {
        return unexpected(io_error(path_));
    }
    return {};
}

}  // namespace galley::core::state
