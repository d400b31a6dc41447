// SPDX-License-Identifier: Apache-2.0
// What a config may say to ingest.files.
#pragma once
#include <galley/plugin.hpp>

#include "walk.hpp"

namespace galley::files {

constexpr galley_param paths(galley_param row) {
    row.flags |= GALLEY_PARAM_PATHS | GALLEY_PARAM_REQUIRED;
    return row;
}

inline constexpr galley_param kParameters[] = {
    paths(galley::param(
        "path", GALLEY_PARAM_LIST, "", "files, folders, globs with * ? **; - is stdin")),
    galley::param(
        "extensions", GALLEY_PARAM_LIST, "", "of files in folders, such as txt; none: all"),
    galley::param("follow_links", GALLEY_PARAM_BOOL, "false", "follow symbolic links"),
    galley::param(
        "max_size", GALLEY_PARAM_SIZE, "0", "larger files are not opened; 0: no bound", "0")};

inline WalkOptions options_of(const conf& values) {
    return {
        values.list("path"),
        values.list("extensions"),
        {values.flag("follow_links"), static_cast<std::uint64_t>(values.integer("max_size"))}};
}

}  // namespace galley::files
