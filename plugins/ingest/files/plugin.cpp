// SPDX-License-Identifier: Apache-2.0
// ingest.files: paths, folders, globs and standard input, as files one by one.
#include <optional>

#include <galley/plugin.hpp>

#include "names.hpp"
#include "parameters.hpp"
#include "walk.hpp"

namespace {

struct Files {
    static constexpr auto kind = GALLEY_KIND_INGEST;
    static constexpr const char* id = "ingest.files";
    static constexpr const char* version = "0.1.0";
    static constexpr const char* summary = "Reads files, folders, globs and standard input.";
    static constexpr auto capabilities = GALLEY_CAP_FILES;
    static constexpr const auto& params = galley::files::kParameters;

    void configure(const galley::conf& values) { options = galley::files::options_of(values); }

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
