// SPDX-License-Identifier: Apache-2.0
// The cache of compiled dictionaries: a mapped file, and one open dictionary a process.
#include "dictionary_cache.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <map>
#include <mutex>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace galley::tag_keywords {
namespace {

/// A file descriptor that closes itself.
class File {
  public:
    explicit File(int fd) : fd_(fd) {}

    File(const File&) = delete;
    File& operator=(const File&) = delete;

    ~File() {
        if (fd_ >= 0) {
            ::close(fd_);
        }
    }

    bool open() const { return fd_ >= 0; }

    int fd() const { return fd_; }

  private:
    int fd_;
};

bool is_ours(const struct stat& about) {
    return about.st_uid == ::geteuid() && (about.st_mode & 022U) == 0;
}

std::string cache_name(const std::string& folder, std::uint64_t fingerprint) {
    std::array<char, 40> name{};
    std::snprintf(
        name.data(),
        name.size(),
        "/words-%016llx.dict",
        static_cast<unsigned long long>(fingerprint));
    return folder + name.data();
}

/// Maps a file of the cache; an empty image when it is absent, damaged or not ours.
Image map_image(const std::string& path, std::uint64_t fingerprint) {
    const File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));

    struct stat about {};

    if (!file.open() || ::fstat(file.fd(), &about) != 0 || !S_ISREG(about.st_mode) ||
        !is_ours(about) || about.st_size <= 0) {
        return {};
    }
    const auto size = static_cast<std::size_t>(about.st_size);
    void* mapped = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file.fd(), 0);
    if (mapped == MAP_FAILED) {
        return {};
    }
    // shared: the dictionary and whoever still segments with it.
    std::shared_ptr<const void> owner(mapped, [size](void* held) { ::munmap(held, size); });
    const std::span<const std::byte> bytes(static_cast<const std::byte*>(mapped), size);
    return is_dictionary(bytes, fingerprint) ? Image{std::move(owner), bytes} : Image{};
}

bool write_all(int fd, std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
        const auto wrote = ::write(fd, bytes.data(), bytes.size());
        if (wrote <= 0) {
            return false;
        }
        bytes = bytes.subspan(static_cast<std::size_t>(wrote));
    }
    return true;
}

/// Leaves the image in the cache, whole or not at all; a full disk only costs the next start time.
void store_image(const std::string& path, std::span<const std::byte> bytes) {
    auto temporary = path + ".XXXXXX";
    const File file(::mkstemp(temporary.data()));
    if (!file.open()) {
        return;
    }
    if (!write_all(file.fd(), bytes) || ::rename(temporary.c_str(), path.c_str()) != 0) {
        ::unlink(temporary.c_str());
    }
}

Image load_image(
    const DictionaryFiles& files, std::uint64_t fingerprint, const std::string& folder) {
    const auto path = folder.empty() ? std::string() : cache_name(folder, fingerprint);
    if (!path.empty()) {
        if (auto image = map_image(path, fingerprint); !image.bytes.empty()) {
            return image;
        }
    }
    auto image = compile_dictionary(files);
    if (!path.empty()) {
        store_image(path, image.bytes);
    }
    return image;
}

}  // namespace

std::string private_cache_folder() {
    const char* cache = std::getenv("XDG_CACHE_HOME");
    const char* home = std::getenv("HOME");
    std::string folder = cache != nullptr && *cache == '/' ? cache : "";
    if (folder.empty() && home != nullptr && *home == '/') {
        folder = std::string(home) + "/.cache";
    }
    if (folder.empty()) {
        return {};
    }
    ::mkdir(folder.c_str(), 0700);
    folder += "/galley";
    ::mkdir(folder.c_str(), 0700);

    struct stat about {};

    const bool usable = ::lstat(folder.c_str(), &about) == 0 && S_ISDIR(about.st_mode);
    return usable && is_ours(about) ? folder : std::string();
}

std::shared_ptr<const Dictionary> open_dictionary(
    const DictionaryFiles& files, const std::string& folder) {
    // The one thing instances share: 14 MB that never change. Weak, so that it goes with the last.
    static std::mutex guard;
    static std::map<std::uint64_t, std::weak_ptr<const Dictionary>> open;
    const auto fingerprint = fingerprint_of(files);
    const std::lock_guard lock(guard);
    if (auto held = open[fingerprint].lock()) {
        return held;
    }
    auto made = std::make_shared<const Dictionary>(load_image(files, fingerprint, folder));
    open[fingerprint] = made;
    return made;
}

}  // namespace galley::tag_keywords
