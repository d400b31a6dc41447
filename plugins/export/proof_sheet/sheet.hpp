// SPDX-License-Identifier: Apache-2.0
// What one article or notice shows: the decisions on it, its fields with their evidence, its texts.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <galley/export.hpp>

#include "marks.hpp"

namespace galley::proof_sheet {

/// A decision as a reader of the sheet meets it. Views live as long as the record.
struct Decision {
    galley_row row{};
    MarkKind kind = MarkKind::kKept;
    std::uint32_t number = 0;  ///< among the passages of its article, from 1; 0: too small for one

    span at() const { return to_span(row.range); }

    std::string_view category() const { return view(row.category); }

    std::string_view rule() const { return view(row.rule); }
};

/// A metadata value and where it was read.
struct ShownField {
    std::string_view key, value;
    span in_source, in_text;
};

/// All that is shown of one document. Valid as long as its record.
struct Sheet {
    std::string_view uri, path, kind, status, reason, source, text;
    std::uint32_t ordinal = 0;
    span range;
    std::vector<Decision> decisions;  ///< in order of `seq`
    std::size_t left_out = 0;         ///< decisions beyond kMaxDecisions
    std::vector<ShownField> fields;
    std::vector<galley_tag> tags;
    std::vector<std::pair<span, std::string_view>> layers;  ///< of text: caption, subhead, subtitle

    std::string_view field(std::string_view key) const;

    bool held() const { return status == "held"; }

    /// The marks of its decisions; `row` is an index into decisions.
    std::vector<Mark> marks() const;
};

inline constexpr std::size_t kMaxDecisions = 5000;

/// Gathers a sheet: its own decisions and those on the documents it was cut out of.
Sheet read_sheet(const record& finished);

/// The decisions on a page that lie in none of its children: what stood before and between them.
Sheet read_page_sheet(const record& page);

}  // namespace galley::proof_sheet
