// SPDX-License-Identifier: Apache-2.0
// export.jsonl: identity, parameters, and the way to the three files.
#include <galley/plugin.hpp>

#include "jsonl.hpp"

namespace {

struct Jsonl {
    static constexpr auto kind = GALLEY_KIND_EXPORT;
    static constexpr auto capabilities = GALLEY_CAP_FILES;
    static constexpr auto id = "export.jsonl";
    static constexpr auto version = "1.0.0";
    static constexpr auto summary =
        "Writes articles, notices and the ledger as JSON, one object a line.";
    static constexpr galley_param params[] = {
        galley::param("ledger", GALLEY_PARAM_BOOL, "true", "write ledger.jsonl, every decision"),
        galley::param("notices", GALLEY_PARAM_BOOL, "true", "write notices.jsonl"),
    };

    void configure(const galley::conf& values) {
        ledger = values.flag("ledger");
        notices = values.flag("notices");
    }

    void begin(std::string_view, std::string_view position, galley::host& host) {
        const auto path = [&](bool wanted, std::string_view name) {
            return wanted ? galley::output_path(host, name) : std::string();
        };
        files.begin(
            {path(true, galley::jsonl::kArticles),
             path(notices, galley::jsonl::kNotices),
             path(ledger, galley::jsonl::kLedger),
             [owner = host](std::string_view name, std::string_view bytes) {
                 galley::output_passing(owner, name, bytes);
             }},
            position);
    }

    void write(const galley::record& finished, std::string_view, galley::host&) {
        files.write(finished);
    }

    void cancel(const galley::canceled& gone, std::string_view, galley::host&) {
        files.cancel(gone);
    }

    std::string_view prepare(galley::host& host) {
        const auto position = files.prepare();
        galley::output_kept(host, galley::jsonl::kArticles, files.prepared().articles);
        if (notices) {
            galley::output_kept(host, galley::jsonl::kNotices, files.prepared().notices);
        }
        if (ledger) {
            galley::output_kept(host, galley::jsonl::kLedger, files.prepared().ledger);
        }
        return position;
    }

    void commit(galley::host&) { files.commit(); }

    galley::jsonl::JsonlFiles files;
    bool ledger = true;
    bool notices = true;
};

}  // namespace

GALLEY_PLUGIN(Jsonl)
