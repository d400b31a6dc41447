// SPDX-License-Identifier: Apache-2.0
// ingest.jsonl: one document a line, streamed from a blob of any size.
#include <galley/plugin.hpp>

#include "documents.hpp"
#include "parameters.hpp"

namespace {

struct Jsonl {
    static constexpr auto kind = GALLEY_KIND_INGEST;
    static constexpr const char* id = "ingest.jsonl";
    static constexpr const char* version = "0.1.0";
    static constexpr const char* summary = "Reads JSON lines, one document each, as a stream.";
    static constexpr auto capabilities = GALLEY_CAP_STREAMS;
    static constexpr const auto& params = galley::jsonl::kParameters;
    static constexpr const char* writes[] = {"body", "id", nullptr};
    static constexpr const char* media_types[] = {"application/jsonl", nullptr};

    void configure(const galley::conf& values) {
        const auto shape = galley::jsonl::shape_of(values);
        if (const auto problem = documents.configure(shape); !problem.empty()) {
            throw galley::config_error(problem);
        }
    }

    int sniff(const galley::blob& blob, std::string_view head) const {
        return galley::jsonl::likeness(blob.name(), blob.media_type(), head);
    }

    void open(const galley_blob* raw, galley::host& host) {
        documents.begin([blob = galley::blob(raw, host.raw())](char* to, std::size_t room) {
            return blob.read(to, room);
        });
    }

    galley_status next(galley::doc& blank, galley::host& host) {
        const auto* item = documents.next();
        if (item == nullptr) {
            return GALLEY_SKIPPED;
        }
        if (!item->problem.empty()) {
            if (!item->line.empty()) {
                blank.attach("original", "application/json", item->line);
            }
            throw galley::rejected(item->problem);
        }
        galley::set_checked_text(host, blank, item->text, "UTF-8");  // by simdjson
        for (const auto& field : item->fields) {
            blank.add_field(field.key, field.value);
        }
        return GALLEY_OK;
    }

    galley::jsonl::Documents documents;
};

}  // namespace

GALLEY_PLUGIN(Jsonl)
