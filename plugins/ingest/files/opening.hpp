// SPDX-License-Identifier: Apache-2.0
// Opens what a name stands for if, and only if, it is a regular file; says what it is if not.
#pragma once
#include <cstdint>
#include <string>
#include <sys/stat.h>

namespace galley::files {

constexpr std::uint64_t kUnknownSize = UINT64_MAX;

/// One thing that was found: an open file, or why it cannot be read.
struct Found {
    std::string path;  ///< bytes as the system has them
    int fd = -1;       ///< the caller's to close; -1: see problem
    std::uint64_t size_bytes = kUnknownSize;
    std::string problem;  ///< "not a regular file (FIFO)"; empty: fd is open
};

/// How a name is looked at.
struct Looking {
    bool follow_links = false;
    std::uint64_t max_size_bytes = 0;  ///< 0: no bound
};

/// Opens a regular file, below the folder `folder_fd` or AT_FDCWD. Never blocks, never follows a
/// link it must not, opens no device; fills fd and size_bytes, or problem.
void open_regular(int folder_fd, const char* name, const Looking&, Found& out);

/// Duplicates standard input, whatever stream it is; its name is "-".
Found open_standard_input();

/// What a name stands for, without opening it.
/// @returns  empty, and `out`; else why it stands for nothing readable: "dangling symbolic link".
std::string look_at(int folder_fd, const char* name, bool follow_links, struct stat& out);

/// "FIFO", "socket", "folder" …
const char* kind_of(mode_t);

/// What errno means for a reader of news: "permission denied", "vanished before it was read".
std::string problem_of(int error);

}  // namespace galley::files
