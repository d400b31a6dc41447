// SPDX-License-Identifier: Apache-2.0
// The document's own calls, in the order of the reply.
#include "core/isolation/replay.hpp"

#include <vector>

#include "core/document/api.hpp"

namespace galley::core::isolation {
namespace {

constexpr std::string_view kDisagree =
    "the worker and the host do not agree about what the plugin may say of this document";

/// Only readers are offered the table by which a text is set.
galley_status set_text(const Said& said, galley_doc* about, const galley_host& host) {
    const auto* build =
        host.extension == nullptr
            ? nullptr
            : static_cast<const galley_build_v1*>(host.extension(&host, GALLEY_BUILD_V1));
    return build == nullptr ? GALLEY_E_CONTRACT : build->set_text(about, said.bytes, said.name);
}

galley_status say(
    const Said& said,
    galley_doc* about,
    std::vector<galley_doc*>& documents,
    const galley_host& host) {
    const auto& api = document::current_api();
    switch (said.what) {
        case Said::What::kDecision: {
            galley_doc* child = nullptr;
            const auto status = api.decide(about, &said.decision, &child);
            if (child != nullptr) {
                documents.push_back(child);
            }
            return status;
        }
        case Said::What::kSpan:
            return api.span_add(about, &said.span);
        case Said::What::kField:
            return api.field_add(about, &said.field);
        case Said::What::kTag:
            return api.tag_add(about, &said.tag);
        case Said::What::kAttachment:
            return api.attach(about, said.name, said.media_type, said.bytes);
        case Said::What::kText:
            return set_text(said, about, host);
    }
    return GALLEY_E_CONTRACT;
}

}  // namespace

galley_status replay(const Reply& reply, document::Document* document, const galley_host& host) {
    std::vector<galley_doc*> documents;
    if (document != nullptr) {
        documents.push_back(document);
    }
    for (const auto& said : reply.said) {
        const bool is_known = said.about < documents.size();
        const auto status =
            is_known ? say(said, documents[said.about], documents, host) : GALLEY_E_CONTRACT;
        if (!is_known || (status >= 0) != said.accepted) {
            host.set_error(&host, galley::to_abi(kDisagree));
            return GALLEY_E_CONTRACT;
        }
    }
    constexpr std::size_t kMostMetrics = 64;
    for (std::size_t i = 0; i < reply.counted.size() && i < kMostMetrics; ++i) {
        host.count(&host, galley::to_abi(reply.counted[i].metric), reply.counted[i].add);
    }
    if (!reply.error.empty()) {
        host.set_error(&host, galley::to_abi(reply.error));
    }
    return reply.status;
}

}  // namespace galley::core::isolation
