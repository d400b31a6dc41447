// SPDX-License-Identifier: Apache-2.0
// One ruleset, made and entered.
#include "core/isolation/worker/landlock.hpp"

#include <cstdint>
#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "core/isolation/packets.hpp"

namespace galley::core::isolation {
namespace {

/// As the newest kernel knows it; an older one is given only what it knows.
struct RulesetAttributes {
    std::uint64_t files = 0;
    std::uint64_t network = 0;  ///< ABI 4
    std::uint64_t scoped = 0;   ///< ABI 6
};

constexpr std::uint64_t kTruncate = 1ULL << 14U;          // ABI 3
constexpr std::uint64_t kIoctl = 1ULL << 15U;             // ABI 5
constexpr std::uint64_t kAllTcp = 3;                      // bind, connect
constexpr std::uint64_t kAllScopes = 3;                   // abstract sockets, signals
constexpr std::uint64_t kFirstFiles = (1ULL << 13U) - 1;  // ABI 1
constexpr std::uint64_t kRefer = 1ULL << 13U;             // ABI 2

constexpr std::uint64_t kRead = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
constexpr std::uint64_t kWrite = kRead | LANDLOCK_ACCESS_FS_WRITE_FILE |
                                 LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_DIR |
                                 LANDLOCK_ACCESS_FS_REMOVE_FILE;
constexpr std::uint64_t kOfFiles =
    LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | kTruncate;

RulesetAttributes all_of(int abi) {
    RulesetAttributes out;
    out.files = kFirstFiles | (abi >= 2 ? kRefer : 0) | (abi >= 3 ? kTruncate : 0) |
                (abi >= 5 ? kIoctl : 0);
    out.network = abi >= 4 ? kAllTcp : 0;
    out.scoped = abi >= 6 ? kAllScopes : 0;
    return out;
}

void allow(int ruleset, const std::string& path, std::uint64_t access) {
    const Fd fd(::open(path.c_str(), O_PATH | O_CLOEXEC));

    struct stat about {};

    if (fd.get() < 0 || ::fstat(fd.get(), &about) != 0) {
        return;
    }
    landlock_path_beneath_attr rule{};
    rule.allowed_access = S_ISDIR(about.st_mode) ? access : access & kOfFiles;
    rule.parent_fd = fd.get();
    ::syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
}

}  // namespace

int restrict_files(const LandlockPaths& paths) {
    const auto abi = static_cast<int>(
        ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION));
    if (abi <= 0) {
        return 0;
    }
    const auto attributes = all_of(abi);
    const auto size = abi >= 6 ? sizeof attributes : abi >= 4 ? 16U : 8U;
    const Fd ruleset(
        static_cast<int>(::syscall(SYS_landlock_create_ruleset, &attributes, size, 0)));
    if (ruleset.get() < 0) {
        return 0;
    }
    for (const auto& path : paths.readable) {
        allow(ruleset.get(), path, kRead);
    }
    if (!paths.writable.empty()) {
        allow(ruleset.get(), paths.writable, kWrite | (attributes.files & kTruncate));
    }
    return ::syscall(SYS_landlock_restrict_self, ruleset.get(), 0) == 0 ? abi : 0;
}

}  // namespace galley::core::isolation
