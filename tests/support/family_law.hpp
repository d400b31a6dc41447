// SPDX-License-Identifier: Apache-2.0
// The conservation law on a document in memory: what the ledger and the exported texts would say of
// it.
#pragma once
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "core/document/family.hpp"
#include "core/ledger/conservation.hpp"

namespace galley::tests {

inline core::ledger::Op to_op(std::uint32_t action) {
    using enum core::ledger::Op;
    switch (action) {
        case GALLEY_STRIP:
            return kStrip;
        case GALLEY_REPLACE:
            return kReplace;
        case GALLEY_MOVE:
            return kMove;
        case GALLEY_SPLIT:
            return kSplit;
        case GALLEY_KEEP:
            return kKeep;
        default:
            return kCollapse;
    }
}

/// @returns  how the law is broken, or nothing. Texts are those of every document, so it can be
/// asked at any time.
inline std::optional<std::string> broken_law(core::document::Family& family) {
    std::vector<core::ledger::LedgerRow> rows;
    std::vector<core::ledger::ExportedText> texts;
    family.each([&](const core::document::Document& d) {
        for (const auto& row : d.rows()) {
            auto& out = rows.emplace_back();
            out.op = to_op(row.action);
            out.applied = row.status == core::document::RowStatus::kApplied;
            out.seq = row.seq;
            out.uri = d.uri();
            out.range = row.range;
            out.destination = row.destination;
            out.text = row.text;
            out.replacement = row.replacement;
            for (const auto& gap : row.gaps) {
                out.gaps.push_back(galley::to_span(gap));
            }
        }
        texts.push_back({d.uri(), d.text()});
    });
    std::ranges::stable_sort(rows, {}, &core::ledger::LedgerRow::seq);
    const core::ledger::Family law{family.source_sha256(), family.source().size(), rows, texts};
    const auto rebuilt = core::ledger::rebuild_source(law);
    if (!rebuilt.has_value()) {
        std::string all;
        for (const auto& r : rows) {
            all += "\n" + std::to_string(r.seq) + " " + std::string(core::ledger::to_string(r.op)) +
                   (r.applied ? " " : " not ") + std::to_string(r.range.begin) + "-" +
                   std::to_string(r.range.end) + " to " + std::to_string(r.destination) + " on " +
                   std::string(r.uri.substr(r.uri.find('#'))) + " text " + std::string(r.text) +
                   " -> " + std::string(r.replacement);
        }
        return rebuilt.error().message + all;
    }
    return rebuilt.value() == family.source()
               ? std::nullopt
               : std::optional<std::string>("another source came out");
}

}  // namespace galley::tests
