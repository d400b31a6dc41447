// SPDX-License-Identifier: Apache-2.0
// Each offset and size is checked against the file before it is used. pread and not mmap: a file
// that is cut while it is read gives a short read instead of SIGBUS.
#include "elf_section.hpp"

#include <cerrno>
#include <cstring>
#include <elf.h>
#include <fcntl.h>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace galley::core::loading {

namespace {

#if defined(__x86_64__)
constexpr Elf64_Half kMachine = EM_X86_64;
#elif defined(__aarch64__)
constexpr Elf64_Half kMachine = EM_AARCH64;
#elif defined(__riscv)
constexpr Elf64_Half kMachine = EM_RISCV;
#else
#error "name this machine's ELF number"
#endif

constexpr std::size_t kMaxNamesBytes = 1U << 20U;

unexpected<Error> damaged(std::string message) {
    return unexpected(Error{std::move(message), ErrorKind::kInvalidInput});
}

/// An open file of known size.
class File {
  public:
    explicit File(const std::filesystem::path& path)
        : descriptor_(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)) {
        error_ = descriptor_ < 0 ? errno : 0;

        struct stat status {};

        if (descriptor_ >= 0 && fstat(descriptor_, &status) == 0 && S_ISREG(status.st_mode)) {
            size_ = static_cast<std::size_t>(status.st_size);
            regular_ = true;
        }
    }

    ~File() {
        if (descriptor_ >= 0) {
            close(descriptor_);
        }
    }

    File(const File&) = delete;
    File& operator=(const File&) = delete;

    /// "" or why it is not to be read.
    std::string problem() const {
        if (error_ == ELOOP) {
            return "is a symbolic link";
        }
        if (error_ != 0) {
            return std::string("cannot be opened: ") + std::strerror(error_);
        }
        return regular_ ? "" : "is not a regular file";
    }

    std::size_t size() const { return size_; }

    bool holds(std::size_t offset, std::size_t size) const {
        return offset <= size_ && size <= size_ - offset;
    }

    bool read(std::size_t offset, void* to, std::size_t size) const {
        return holds(offset, size) && pread(descriptor_, to, size, static_cast<off_t>(offset)) ==
                                          static_cast<ssize_t>(size);
    }

    std::optional<std::string> read(const Elf64_Shdr& section, std::size_t most) const {
        if (section.sh_type == SHT_NOBITS || section.sh_size > most ||
            !holds(section.sh_offset, section.sh_size)) {
            return std::nullopt;
        }
        std::string bytes(section.sh_size, '\0');
        return read(section.sh_offset, bytes.data(), bytes.size()) ? std::optional(std::move(bytes))
                                                                   : std::nullopt;
    }

  private:
    int descriptor_;
    int error_ = 0;
    bool regular_ = false;
    std::size_t size_ = 0;
};

/// "" or why this is no shared object of this machine.
std::string header_problem(const Elf64_Ehdr& header) {
    if (std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0) {
        return "is not an ELF file";
    }
    if (header.e_ident[EI_CLASS] != ELFCLASS64 || header.e_ident[EI_DATA] != ELFDATA2LSB) {
        return "is not a 64-bit little-endian ELF file";
    }
    if (header.e_machine != kMachine) {
        return "is built for another kind of processor";
    }
    return header.e_type == ET_DYN ? "" : "is not a shared object";
}

std::optional<std::vector<Elf64_Shdr>> read_table(const File& file, const Elf64_Ehdr& header) {
    if (header.e_shentsize != sizeof(Elf64_Shdr) || header.e_shoff == 0 ||
        header.e_shstrndx >= header.e_shnum ||
        !file.holds(header.e_shoff, std::size_t{header.e_shnum} * sizeof(Elf64_Shdr))) {
        return std::nullopt;
    }
    std::vector<Elf64_Shdr> table(header.e_shnum);
    const bool whole = file.read(header.e_shoff, table.data(), table.size() * sizeof(Elf64_Shdr));
    return whole ? std::optional(std::move(table)) : std::nullopt;
}

bool has_name(const Elf64_Shdr& section, const std::string& names, std::string_view name) {
    return section.sh_name < names.size() &&
           std::string_view(names).substr(section.sh_name).starts_with(name) &&
           section.sh_name + name.size() < names.size() &&
           names[section.sh_name + name.size()] == '\0';
}

}  // namespace

Result<std::string> read_section(const std::filesystem::path& file_path, std::string_view name) {
    const File file(file_path);
    if (auto problem = file.problem(); !problem.empty()) {
        return unexpected(Error{std::move(problem), ErrorKind::kIo});
    }
    Elf64_Ehdr header{};
    if (!file.read(0, &header, sizeof header)) {
        return damaged(file.size() == 0 ? "is empty" : "is not an ELF file");
    }
    if (auto problem = header_problem(header); !problem.empty()) {
        return damaged(std::move(problem));
    }
    const auto table = read_table(file, header);
    const auto names =
        table ? file.read((*table)[header.e_shstrndx], kMaxNamesBytes) : std::nullopt;
    if (!names) {
        return damaged("is cut or damaged: its section table is out of bounds");
    }
    for (const auto& section : *table) {
        if (has_name(section, *names, name)) {
            auto bytes = file.read(section, kMaxSectionBytes);
            return bytes ? Result<std::string>(std::move(*bytes))
                         : damaged(
                               "is cut or damaged: section " + std::string(name) +
                               " is out of bounds");
        }
    }
    return damaged("has no section " + std::string(name));
}

}  // namespace galley::core::loading
