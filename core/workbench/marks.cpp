// SPDX-License-Identifier: Apache-2.0
// First what stands, then what was stripped, in the order of the decisions.
#include "core/workbench/marks.hpp"

#include <algorithm>

namespace galley::core::workbench {
namespace {

using document::Document;
using document::Family;
using document::Kind;
using document::Row;

/// Changes inside of what stands, and blanks: no fate of a passage.
bool is_passage(const Row& row) {
    const bool about_text = row.category != "whitespace" && row.category != "normalization" &&
                            row.category != "wrap" && row.category != "redaction";
    return row.action == GALLEY_STRIP && row.status == document::RowStatus::kApplied && about_text;
}

Taker taker_of(const Document& d) {
    Taker taker{d.kind() == Kind::kNotice ? "notice" : "story", {}, {}, true};
    if (d.kind() == Kind::kNotice && d.parent() != nullptr) {
        for (const auto& row : d.parent()->rows()) {
            if (row.action == GALLEY_SPLIT && row.range == d.range()) {
                taker.stage = row.author->stage;
                taker.rule = row.rule;
            }
        }
    }
    return taker;
}

}  // namespace

Marks::Marks(Family& family) : marks_(family.source().size(), 0) {
    family.each([&](const Document& d) { mark_standing(d); });
    mark_stripped(family);
}

std::uint32_t Marks::add(const Taker& taker) {
    takers_.push_back(taker);
    return static_cast<std::uint32_t>(takers_.size());
}

void Marks::mark(galley::span at, std::uint32_t by) {
    for (auto i = at.begin; i < std::min<std::size_t>(at.end, marks_.size()); ++i) {
        marks_[i] = marks_[i] == 0 ? by : marks_[i];
    }
}

void Marks::mark_standing(const Document& d) {
    if (d.kind() == Kind::kPage) {
        return;
    }
    const auto by = add(taker_of(d));
    for (const auto& piece : d.pieces()) {
        mark(piece.source, by);
    }
}

/// A later decision's range reaches over what earlier ones took.
void Marks::mark_stripped(Family& family) {
    std::vector<const Row*> rows;
    family.each([&](const Document& d) {
        for (const auto& row : d.rows()) {
            if (is_passage(row)) {
                rows.push_back(&row);
            }
        }
    });
    std::ranges::sort(rows, {}, &Row::seq);
    for (const auto* row : rows) {
        mark(row->range, add({row->category, row->author->stage, row->rule, false}));
    }
}

}  // namespace galley::core::workbench
