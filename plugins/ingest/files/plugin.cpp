// SPDX-License-Identifier: Apache-2.0
// ingest.files: paths, folders, globs and standard input, as files one by one.
#include <optional>

#include <galley/plugin.hpp>

#include "names.hpp"
#include "walk.hpp"

namespace {

constexpr galley_param paths(galley_param row) {
    row.flags |= GALLEY_PARAM_PATHS | GALLEY_PARAM_REQUIRED;
    return row;
}

struct Files {
    static constexpr auto kind = GALLEY_KIND_INGEST;
    static constexpr const char* id = "ingest.files";
    static constexpr const char* version = "0.1.0";
    static constexpr const char* summary = "Reads files, folders, globs and standard input.";
    static constexpr auto capabilities = GALLEY_CAP_FILES;
    static constexpr galley_param params[] = {
        paths(galley::param(
            "path", GALLEY_PARAM_LIST, "", "files, folders, globs with * ? **; - is stdin")),
        galley::param(
            "extensions", GALLEY_PARAM_LIST, "", "of files in folders, such as txt; none: all"),
        galley::param("follow_links", GALLEY_PARAM_BOOL, "false", "follow symbolic links"),
        galley::param(
            "max_size", GALLEY_PARAM_SIZE, "0", "larger files are not opened; 0: no bound", "0")};

    void configure(const galley::conf& values) {
        options.paths = values.list("path");
        options.extensions = values.list("extensions");
        options.looking.follow_links = values.flag("follow_links");
        options.looking.max_size_bytes = static_cast<std::uint64_t>(values.integer("max_size"));
    }

    void open(galley::host&) {
        walk.emplace(options);
        if (const auto problem = walk->check(); !problem.empty()) {
            throw galley::config_error(problem);
        }
    }

    galley_status next(galley_blob& out, galley::host& host) {
        auto found = walk->next();
        if (!found) {
            host.count("names_passed_over", static_cast<double>(walk->passed_over()));
            return GALLEY_SKIPPED;
        }
        name = galley::files::shown_name(found->path);
        const auto media_type = galley::files::media_type_of(found->path);
        out = {
            sizeof out,
            found->fd,
            galley::to_abi(name),
            galley::to_abi(media_type),
            galley::to_abi(name),
            found->size_bytes};
        return found->fd >= 0 ? GALLEY_OK : throw galley::rejected(found->problem);
    }

    void close() { walk.reset(); }

    galley::files::WalkOptions options;
    std::optional<galley::files::Walk> walk;
    std::string name;
};

}  // namespace

GALLEY_PLUGIN(Files)
