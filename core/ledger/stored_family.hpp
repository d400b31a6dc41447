// SPDX-License-Identifier: Apache-2.0
// One input document as it was read from the files of a run.
#pragma once
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "core/ledger/earlier_texts.hpp"
#include "core/ledger/ledger_lines.hpp"

namespace galley::core::ledger {

/// The rows and texts of one input document, with where they were read.
struct StoredFamily {
    std::string sha256;
    std::uint64_t source_bytes = 0;
    std::deque<std::string> strings;
    std::vector<LedgerRow> rows;
    std::vector<std::uint64_t> row_lines;
    std::vector<std::uint64_t> row_articles;
    std::vector<ExportedText> texts;
    std::vector<FoundText> places;

    void add(const FoundText& place, const ExportedText& text) {
        texts.push_back({keep(text.uri), keep(text.text)});
        places.push_back(place);
    }

    std::string where(std::size_t text) const { return places[text].in->where(places[text].place); }

    std::string_view keep(std::string_view text) {
        return text.empty() ? std::string_view{} : strings.emplace_back(text);
    }

    void add(const LedgerLine& line, std::uint64_t line_number) {
        auto row = line.row;
        const bool same = !rows.empty() && rows.back().uri == row.uri;
        row.uri = same ? rows.back().uri : keep(row.uri);
        row.text = keep(row.text);
        row.replacement = keep(row.replacement);
        rows.push_back(std::move(row));
        row_lines.push_back(line_number);
        row_articles.push_back(line.article);
    }
};

}  // namespace galley::core::ledger
