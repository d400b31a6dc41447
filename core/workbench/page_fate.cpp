// SPDX-License-Identifier: Apache-2.0
// Marks every byte of the source with who holds or took it, then reads the marks line by line.
#include "core/workbench/page_fate.hpp"

#include <algorithm>

#include <galley/text.hpp>

namespace galley::core::workbench {
namespace {

using document::Document;
using document::Family;
using document::Kind;
using document::Row;

/// Changes inside of what stands, and blanks: no fate of a line.
bool is_passage(const Row& row) {
    const bool about_text = row.category != "whitespace" && row.category != "normalization" &&
                            row.category != "wrap" && row.category != "redaction";
    return row.action == GALLEY_STRIP && row.status == document::RowStatus::kApplied && about_text;
}

class Marks {
  public:
    explicit Marks(Family& family) : family_(family), marks_(family.source().size(), 0) {
        family.each([&](const Document& d) { mark_standing(d); });
        mark_stripped();
    }

    std::vector<Part> parts(galley::span line) const {
        std::vector<Part> out;
        const auto source = family_.source();
        for (auto at = line.begin; at < line.end;) {
            const auto c = galley::decode_at(source, at);
            const auto mark = marks_[at];
            const galley::span here{at, at + c.size_bytes};
            at = here.end;
            if (mark == 0 || galley::is_blank(c.value)) {
                continue;
            }
            if (out.empty() || last_ != mark) {
                out.push_back(takers_[mark - 1]);
                out.back().at = here;
            }
            out.back().at.end = here.end;
            last_ = mark;
        }
        return out;
    }

  private:
    std::uint32_t add(Part taker) {
        takers_.push_back(std::move(taker));
        return static_cast<std::uint32_t>(takers_.size());
    }

    void mark(galley::span at, std::uint32_t by) {
        for (auto i = at.begin; i < std::min<std::size_t>(at.end, marks_.size()); ++i) {
            marks_[i] = marks_[i] == 0 ? by : marks_[i];
        }
    }

    void mark_standing(const Document& d) {
        if (d.kind() == Kind::kPage) {
            return;
        }
        const auto by = add({d.kind() == Kind::kNotice ? "notice" : "story", {}, {}, {}});
        for (const auto& piece : d.pieces()) {
            mark(piece.source, by);
        }
    }

    /// In the order of decisions: a later one reaches over what earlier ones took.
    void mark_stripped() {
        std::vector<const Row*> rows;
        family_.each([&](const Document& d) {
            for (const auto& row : d.rows()) {
                if (is_passage(row)) {
                    rows.push_back(&row);
                }
            }
        });
        std::ranges::sort(rows, {}, &Row::seq);
        for (const auto* row : rows) {
            mark(
                row->range,
                add(
                    {std::string(row->category),
                     std::string(row->author->stage),
                     std::string(row->rule),
                     {}}));
        }
    }

    Family& family_;
    std::vector<std::uint32_t> marks_;  ///< by byte: 1 + index of takers_, or 0
    std::vector<Part> takers_;
    mutable std::uint32_t last_ = 0;
};

/// Looks at the article or notice that a line stands in.
void look_at_home(const Document& d, const Part& part, LineFate& line) {
    if (d.kind() == Kind::kPage || !part.stands()) {
        return;
    }
    const auto at = d.to_text(part.at);
    if (at.empty()) {
        return;
    }
    const auto text = d.text();
    line.is_wrapped = line.is_wrapped ||
                      (part.at.end == line.at.end && at.end < text.size() && text[at.end] != '\n');
    const bool is_caption = std::ranges::any_of(d.spans, [&](const document::Span& span) {
        return span.layer == "caption" && span.range.overlaps(part.at);
    });
    if (is_caption && d.kind() == Kind::kArticle) {
        for (auto& each : line.parts) {
            each.label = each.stands() ? "caption" : each.label;
        }
    }
}

}  // namespace

std::vector<LineFate> fates_of(Family& family) {
    const Marks marks(family);
    std::vector<LineFate> out;
    const auto source = family.source();
    for (const auto& each : galley::split_lines(source)) {
        LineFate line;
        line.at = each.blank() ? each.at : galley::trimmed(source, each.at);
        if (!each.blank()) {
            line.parts = marks.parts(line.at);
            const auto parts = line.parts;
            family.each([&](const Document& d) {
                for (const auto& part : parts) {
                    look_at_home(d, part, line);
                }
            });
        }
        out.push_back(std::move(line));
    }
    return out;
}

const Part* main_part(const LineFate& line) {
    const Part* found = nullptr;
    for (const auto& each : line.parts) {
        const bool longer = found != nullptr && each.stands() &&
                            (!found->stands() || each.at.size() > found->at.size());
        found = found == nullptr || longer ? &each : found;
    }
    return found;
}

}  // namespace galley::core::workbench
