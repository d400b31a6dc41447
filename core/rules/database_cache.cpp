// SPDX-License-Identifier: Apache-2.0
// Keeps compiled sets in a private folder, so that a start costs a file read and not a compilation.
#include "core/rules/database_cache.hpp"

#include <cstdlib>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

#include "core/rules/sha256.hpp"

namespace galley::core::rules {

namespace {

constexpr std::string_view kMagic = "galley rules 1\n";
constexpr std::size_t kDigestChars = 64;
constexpr off_t kMaxFileBytes = 512L << 20U;

class File {
  public:
    explicit File(int descriptor) : descriptor_(descriptor) {}

    File(const File&) = delete;
    File& operator=(const File&) = delete;

    ~File() {
        if (descriptor_ >= 0) {
            ::close(descriptor_);
        }
    }

    [[nodiscard]] int get() const { return descriptor_; }

    explicit operator bool() const { return descriptor_ >= 0; }

  private:
    int descriptor_;
};

bool is_private(const struct stat& status) {
    return status.st_uid == ::geteuid() && (status.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

// The folder must be ours alone: in a folder of others a file could be swapped after the check.
File open_folder(const std::filesystem::path& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    struct stat status {};

    if (descriptor >= 0 && (::fstat(descriptor, &status) != 0 || !is_private(status))) {
        ::close(descriptor);
        return File(-1);
    }
    return File(descriptor);
}

std::string read_all(int descriptor, std::size_t size) {
    std::string bytes(size, '\0');
    std::size_t got = 0;
    while (got < size) {
        const auto count = ::read(descriptor, bytes.data() + got, size - got);
        if (count <= 0) {
            return {};
        }
        got += static_cast<std::size_t>(count);
    }
    return bytes;
}

bool write_all(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto count = ::write(descriptor, bytes.data(), bytes.size());
        if (count <= 0) {
            return false;
        }
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

std::string name_of(std::string_view key) {
    return std::string(key) + ".rules-db";
}

// The digest also covers the key: an entry under another's name is not that other.
std::string digest_of(std::string_view key, std::string_view bytes) {
    return Sha256().add(key).add(bytes).hex();
}

}  // namespace

std::filesystem::path default_cache_folder() {
    const char* cache = std::getenv("XDG_CACHE_HOME");
    if (cache != nullptr && cache[0] == '/') {
        return std::filesystem::path(cache) / "galley";
    }
    const char* home = std::getenv("HOME");
    if (home != nullptr && home[0] == '/') {
        return std::filesystem::path(home) / ".cache" / "galley";
    }
    return {};
}

DatabaseCache::DatabaseCache(std::filesystem::path folder) : folder_(std::move(folder)) {}

std::filesystem::path DatabaseCache::file_of(std::string_view key) const {
    return folder_ / name_of(key);
}

std::optional<std::string> DatabaseCache::load(std::string_view key) const {
    if (folder_.empty()) {
        return std::nullopt;
    }
    const auto folder = open_folder(folder_);
    if (!folder) {
        return std::nullopt;
    }
    const File file(::openat(
        folder.get(), name_of(key).c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));

    struct stat status {};

    if (!file || ::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode) ||
        !is_private(status) || status.st_size > kMaxFileBytes) {
        return std::nullopt;
    }
    auto bytes = read_all(file.get(), static_cast<std::size_t>(status.st_size));
    const std::string_view view = bytes;
    const auto head = kMagic.size() + kDigestChars;
    if (view.size() < head || !view.starts_with(kMagic) ||
        view.substr(kMagic.size(), kDigestChars) != digest_of(key, view.substr(head))) {
        return std::nullopt;
    }
    return bytes.substr(head);
}

void DatabaseCache::store(std::string_view key, std::string_view bytes) const {
    if (folder_.empty()) {
        return;
    }
    std::error_code ignored;
    std::filesystem::create_directories(folder_.parent_path(), ignored);
    ::mkdir(folder_.c_str(), 0700);
    const auto folder = open_folder(folder_);
    if (!folder) {
        return;
    }
    auto temporary = (folder_ / ("." + name_of(key) + ".XXXXXX")).string();
    const File file(::mkostemp(temporary.data(), O_CLOEXEC));  // mode 0600
    if (!file) {
        return;
    }
    const bool written = write_all(file.get(), kMagic) &&
                         write_all(file.get(), digest_of(key, bytes)) &&
                         write_all(file.get(), bytes);
    if (!written || ::rename(temporary.c_str(), file_of(key).c_str()) != 0) {
        ::unlink(temporary.c_str());
    }
}

}  // namespace galley::core::rules
