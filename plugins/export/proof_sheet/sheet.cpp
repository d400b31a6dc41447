// SPDX-License-Identifier: Apache-2.0
// Decisions of a parent are shown with the child they lie in: an editor reads articles, not trees.
#include "sheet.hpp"

#include <algorithm>
#include <optional>

namespace galley::proof_sheet {
namespace {

bool is_passage(const Decision& decision) {
    return decision.kind == MarkKind::kStripped || decision.kind == MarkKind::kCut ||
           decision.kind == MarkKind::kMoved || decision.kind == MarkKind::kHeld;
}

std::optional<MarkKind> kind_of(const galley_row& row) {
    const auto status = view(row.status);
    if (status == "held") {
        return MarkKind::kHeld;
    }
    if (status == "kept" || row.action == GALLEY_KEEP) {
        return MarkKind::kKept;
    }
    switch (row.action) {
        case GALLEY_STRIP:
            return MarkKind::kStripped;
        case GALLEY_REPLACE:
            return MarkKind::kReplaced;
        case GALLEY_MOVE:
            return MarkKind::kMoved;
        case GALLEY_SPLIT:
            return MarkKind::kCut;
        default:
            return std::nullopt;  // collapsed line ends: nobody misses them
    }
}

/// Adds the decisions of one document that `wanted(span)` is true for.
template <class F>
void add_decisions(Sheet& sheet, const record& from, F&& wanted) {
    from.each_row([&](const galley_row& row) {
        const auto kind = kind_of(row);
        if (!kind || !wanted(row)) {
            return;
        }
        if (sheet.decisions.size() == kMaxDecisions) {
            ++sheet.left_out;
            return;
        }
        sheet.decisions.push_back({row, *kind, 0});
    });
}

void add_inherited(Sheet& sheet, const record& child) {
    const auto above = child.parent();
    if (!above) {
        return;
    }
    add_inherited(sheet, *above);
    add_decisions(sheet, *above, [&](const galley_row& row) {
        return row.action != GALLEY_SPLIT && to_span(row.range).overlaps(sheet.range);
    });
}

void number_passages(Sheet& sheet) {
    std::ranges::stable_sort(sheet.decisions, {}, [](const Decision& d) { return d.row.seq; });
    std::vector<Decision*> in_place;
    for (auto& decision : sheet.decisions) {
        in_place.push_back(&decision);
    }
    std::ranges::stable_sort(in_place, {}, [](const Decision* d) { return d->row.range.begin; });
    std::uint32_t number = 0;
    for (auto* decision : in_place) {
        if (is_passage(*decision)) {
            decision->number = ++number;
        }
    }
}

void read_identity(Sheet& sheet, const record& finished) {
    sheet.uri = finished.uri();
    sheet.path = finished.path();
    sheet.kind = finished.kind();
    sheet.status = finished.status();
    sheet.reason = finished.reason();
    sheet.ordinal = finished.ordinal();
    sheet.range = finished.range();
    sheet.source = finished.source().text();
    sheet.text = finished.current().text();
}

void read_fields(Sheet& sheet, const record& finished) {
    finished.current().each_field({}, [&](const field& f) {
        sheet.fields.push_back({f.key, f.value, {}, f.evidence});
    });
    std::size_t index = 0;
    finished.source().each_field({}, [&](const field& f) {
        if (index < sheet.fields.size()) {
            sheet.fields[index++].in_source = f.evidence;
        }
    });
}

}  // namespace

std::string_view Sheet::field(std::string_view key) const {
    const auto found = std::ranges::find(fields, key, &ShownField::key);
    return found == fields.end() ? std::string_view{} : found->value;
}

std::vector<Mark> Sheet::marks() const {
    std::vector<Mark> out;
    out.reserve(decisions.size());
    for (std::uint32_t i = 0; i < decisions.size(); ++i) {
        out.push_back({decisions[i].at(), decisions[i].kind, i});
    }
    return out;
}

Sheet read_sheet(const record& finished) {
    Sheet sheet;
    read_identity(sheet, finished);
    add_inherited(sheet, finished);
    add_decisions(sheet, finished, [](const galley_row&) { return true; });
    number_passages(sheet);
    read_fields(sheet, finished);
    const auto current = finished.current();
    current.each_tag({}, [&](const galley_tag& tag) { sheet.tags.push_back(tag); });
    current.each_span({}, [&](span at, std::string_view layer, std::string_view) {
        if (layer == "caption" || layer == "subhead" || layer == "subtitle") {
            sheet.layers.emplace_back(at, layer);
        }
    });
    return sheet;
}

Sheet read_page_sheet(const record& page) {
    Sheet sheet;
    read_identity(sheet, page);
    std::vector<span> children;
    page.each_child([&](const record& child) { children.push_back(child.range()); });
    add_decisions(sheet, page, [&](const galley_row& row) {
        const auto at = to_span(row.range);
        const bool outside =
            std::ranges::none_of(children, [&](span child) { return child.overlaps(at); });
        return row.action == GALLEY_STRIP && outside && view(row.category) != "whitespace";
    });
    number_passages(sheet);
    return sheet;
}

}  // namespace galley::proof_sheet
