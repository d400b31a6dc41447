// SPDX-License-Identifier: Apache-2.0
// ingest.text: one file of plain text, in any encoding, as one document.
#include <galley/plugin.hpp>

#include "blob_reading.hpp"
#include "converter.hpp"
#include "decoding.hpp"
#include "parameters.hpp"

namespace {

struct Text {
    static constexpr auto kind = GALLEY_KIND_INGEST;
    static constexpr const char* id = "ingest.text";
    static constexpr const char* version = "0.1.0";
    static constexpr const char* summary = "Reads plain text of any encoding as one document.";
    static constexpr const auto& params = galley::text::kParameters;
    static constexpr const char* writes[] = {
        "body", "encoding", "encoding_confidence", "mixed_encoding", "decoded_errors", nullptr};
    static constexpr const char* media_types[] = {"text/plain", nullptr};

    void configure(const galley::conf& values) {
        wanted = galley::text::encoding_named(values.text("encoding"));
        if (wanted && wanted->iconv != nullptr && !galley::text::can_convert(wanted->iconv)) {
            throw galley::config_error(
                "this system cannot convert from " + std::string(wanted->name));
        }
        max_size = static_cast<std::size_t>(values.integer("max_size"));
    }

    /// A .txt file that is something else is claimed faintly, to be refused with the reason.
    int sniff(const galley::blob& blob, std::string_view head) const {
        const int sure = galley::text::likeness(head);
        return sure == 0 && blob.media_type() == "text/plain" ? 1 : sure;
    }

    void open(const galley_blob* opened, galley::host&) { raw = opened; }

    galley_status next(galley::doc& blank, galley::host& host) {
        if (raw == nullptr) {
            return GALLEY_SKIPPED;
        }
        const galley::blob blob(std::exchange(raw, nullptr), host.raw());
        galley::text::give(blank, host, galley::text::read_whole(blob, max_size), wanted);
        return GALLEY_OK;
    }

    void close() { raw = nullptr; }

    std::optional<galley::text::Encoding> wanted;
    std::size_t max_size = 0;
    const galley_blob* raw = nullptr;
};

}  // namespace

GALLEY_PLUGIN(Text)
