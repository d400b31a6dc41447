// SPDX-License-Identifier: Apache-2.0
// Reads the marks of a source line by line.
#include "core/workbench/page_fate.hpp"

#include <algorithm>

#include <galley/text.hpp>

#include "core/workbench/marks.hpp"

namespace galley::core::workbench {
namespace {

using document::Document;
using document::Family;
using document::Kind;

std::vector<Part> parts_of(const Marks& marks, std::string_view source, galley::span line) {
    std::vector<Part> out;
    const Taker* last = nullptr;
    for (auto at = line.begin; at < line.end;) {
        const auto c = galley::decode_at(source, at);
        const auto* taker = marks.at(at);
        const galley::span here{at, at + c.size_bytes};
        at = here.end;
        if (taker == nullptr || galley::is_blank(c.value)) {
            continue;
        }
        if (out.empty() || last != taker) {
            out.push_back(
                {std::string(taker->label),
                 std::string(taker->stage),
                 std::string(taker->rule),
                 taker->stands,
                 here});
        }
        out.back().at.end = here.end;
        last = taker;
    }
    return out;
}

/// Looks at the article or notice that a line stands in.
void look_at_home(const Document& d, const Part& part, LineFate& line) {
    if (d.kind() == Kind::kPage || !part.stands) {
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
            each.label = each.stands ? "caption" : each.label;
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
            line.parts = parts_of(marks, source, line.at);
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
        const bool longer = found != nullptr && each.stands &&
                            (!found->stands || each.at.size() > found->at.size());
        found = found == nullptr || longer ? &each : found;
    }
    return found;
}

}  // namespace galley::core::workbench
