// SPDX-License-Identifier: Apache-2.0
// Walks paths, folders and globs and hands out files one by one, in an order that does not depend
// on the disk.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "folder.hpp"
#include "glob.hpp"
#include "opening.hpp"

namespace galley::files {

struct WalkOptions {
    std::vector<std::string> paths;       ///< files, folders, globs, "-"
    std::vector<std::string> extensions;  ///< of files found in folders and by globs; none: all
    Looking looking;
};

/// Paths in the order given, a folder's entries in byte order of their names, a folder where its
/// name stands. Keeps the names of the folders it stands in, and no more.
class Walk {
  public:
    /// Folders inside each other; each takes a file descriptor while it is walked.
    static constexpr std::size_t kMaxDepth = 200;

    explicit Walk(WalkOptions options) : options_(std::move(options)) {}

    /// Whether each path stands for something.
    /// @returns  empty, or one problem a line: "inbox: no such file or folder".
    std::string check() const;

    /// The next file, or the next thing that could not be read; nothing: all done.
    std::optional<Found> next();

    /// Hidden names and editor backups passed over so far.
    std::size_t passed_over() const { return passed_over_; }

  private:
    /// What is wanted of a folder's content.
    struct Wanted {
        const Glob* glob = nullptr;  ///< nullptr: everything
        Glob::Places places;
    };

    struct Level {
        Folder folder;
        std::string path;  ///< with its slash
        Wanted wanted;
    };

    std::optional<Found> begin_path(const std::string& path);
    std::optional<Found> from_folder();
    std::optional<Found> visit(const Folder::Entry& entry, Wanted inside, bool matched);
    std::optional<Found> enter(int parent_fd, const char* name, std::string path, Wanted wanted);

    WalkOptions options_;
    std::size_t next_path_ = 0;
    std::optional<Glob> glob_;  ///< of the path being walked
    std::vector<Level> levels_;
    std::size_t passed_over_ = 0;
};

}  // namespace galley::files
