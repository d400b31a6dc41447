// SPDX-License-Identifier: Apache-2.0
// export.proof_sheet: identity, parameters, and its data files.
#include <galley/plugin.hpp>

#include "proof_sheet.hpp"

namespace {

struct ProofSheet {
    static constexpr auto kind = GALLEY_KIND_EXPORT;
    static constexpr auto capabilities = GALLEY_CAP_FILES | GALLEY_CAP_REVIEW;
    static constexpr auto id = "export.proof_sheet";
    static constexpr auto version = "1.0.0";
    static constexpr auto summary =
        "Shows every stripped passage beside the clean text, in one offline HTML file.";
    static constexpr galley_param params[] = {
        galley::param("path", GALLEY_PARAM_PATH, "proof.html", "name of the sheet in the output"),
    };

    void configure(const galley::conf& values) {
        path = values.text("path");
        const auto host = values.host();
        assets = {
            host.resource("assets/page.html"),
            host.resource("assets/article.html"),
            host.resource("assets/notice.html"),
            host.resource("assets/between.html"),
            host.resource("assets/index.html"),
            host.resource("assets/index_row.html"),
            host.resource("assets/proof.css"),
            host.resource("assets/proof.js")};
    }

    void begin(std::string_view, std::string_view position, galley::host& host) {
        const auto path_of = [host](std::string_view name) {
            return galley::output_path(host, name);
        };
        sheet.begin(assets, path, path_of, position);
    }

    void write(const galley::record& finished, std::string_view, galley::host&) {
        sheet.write(finished);
    }

    std::string_view prepare(galley::host& host) {
        const auto position = sheet.prepare();
        sheet.pages().each_kept([&](std::string_view name, std::uint64_t bytes) {
            galley::output_kept(host, name, bytes);
        });
        return position;
    }

    void commit(galley::host&) { sheet.commit(); }

    galley::proof_sheet::ProofSheet sheet;
    galley::proof_sheet::Assets assets;
    std::string path;
};

}  // namespace

GALLEY_PLUGIN(ProofSheet)
