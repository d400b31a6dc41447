// SPDX-License-Identifier: Apache-2.0
// A folder being walked: its names in byte order, packed, and its descriptor.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <utility>
#include <vector>

namespace galley::files {

class Folder {
  public:
    /// Opens a folder and reads its names.
    /// @returns  nothing, and why in `problem`.
    static std::optional<Folder> open(
        int parent_fd, const char* name, bool follow_links, std::string& problem);

    Folder(Folder&& other) noexcept { *this = std::move(other); }

    Folder& operator=(Folder&& other) noexcept;
    ~Folder();

    struct Entry {
        const char* name;    ///< NUL-terminated; valid as long as the folder
        unsigned char type;  ///< DT_REG, DT_DIR, DT_UNKNOWN …
    };

    /// The next entry in byte order of the names, without . and ..
    std::optional<Entry> next();

    int fd() const { return fd_; }

    /// Whether both are the same folder of the same device.
    bool is_same(const Folder& other) const {
        return device_ == other.device_ && inode_ == other.inode_;
    }

  private:
    Folder() = default;
    bool read_names(std::string& problem);

    int fd_ = -1;
    dev_t device_ = 0;
    ino_t inode_ = 0;
    std::string names_;  ///< of each entry: type, name, NUL. A million names take one block.
    std::vector<std::uint32_t> order_;
    std::size_t next_ = 0;
};

}  // namespace galley::files
