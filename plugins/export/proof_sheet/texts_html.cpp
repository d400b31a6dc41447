// SPDX-License-Identifier: Apache-2.0
// Segments become elements: one per decision, with evidence inside it.
#include "texts_html.hpp"

#include <algorithm>
#include <utility>

#include <galley/text.hpp>

#include "html_text.hpp"

namespace galley::proof_sheet {
namespace {

constexpr std::size_t kShownBytes = 600;  ///< of a long stretch, half at each end

constexpr std::string_view element_of(MarkKind kind) {
    return kind == MarkKind::kStripped || kind == MarkKind::kCut ? "del" : "span";
}

constexpr std::string_view class_of(MarkKind kind) {
    switch (kind) {
        case MarkKind::kKept:
            return "keep";
        case MarkKind::kHeld:
            return "held";
        case MarkKind::kReplaced:
            return "rep";
        case MarkKind::kMoved:
            return "mv";
        case MarkKind::kStripped:
            return "cut";
        default:
            return "cut item";
    }
}

/// The place at or before `at` where a character begins.
std::size_t char_begin(std::string_view text, std::size_t at) {
    while (at > 0 && at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) {
        --at;
    }
    return at;
}

void append_shortened(std::string& html, std::string_view text, bool whole) {
    if (whole || text.size() <= 2 * kShownBytes) {
        append_text(html, text);
        return;
    }
    const auto head = char_begin(text, kShownBytes / 2);
    const auto tail = char_begin(text, text.size() - kShownBytes / 2);
    append_text(html, text.substr(0, head));
    html += "<i class=\"gap\">\u2026 " + std::to_string(char_count(text.substr(head, tail - head)));
    html += " <span data-t=\"chars_not_shown\">characters not shown</span> \u2026</i>";
    append_text(html, text.substr(tail));
}

void open_evidence(std::string& html, const Segment& segment) {
    if (segment.fields.empty()) {
        return;
    }
    html += "<span class=\"ev\" data-ev=\"";
    for (const auto field : segment.fields) {
        html += std::to_string(field) + " ";
    }
    html.back() = '"';
    html += '>';
}

/// Writes the marked source, one segment after the other.
class SourceWriter {
  public:
    SourceWriter(std::string& html, const Sheet& sheet, const std::vector<Mark>& marks)
        : html_(html),
          sheet_(sheet),
          marks_(marks),
          whole_(sheet.range.size() <= kWholeBytes),
          begun_(sheet.decisions.size(), false) {}

    void write(const Segment& segment) {
        if (segment.mark != open_) {
            close();
            write_arrivals(segment.at.begin);
            open(segment.mark);
        } else {
            write_arrivals(segment.at.begin);
        }
        write_text(segment);
    }

    void close() {
        if (open_ == Segment::kNone) {
            return;
        }
        const auto& decision = sheet_.decisions[marks_[open_].row];
        std::string_view nothing;
        write_number(nothing);
        if (decision.kind == MarkKind::kReplaced) {
            html_ += "</s>";
            append_replacement(decision);
        }
        html_ += "</";
        html_ += element_of(decision.kind);
        html_ += '>';
        open_ = Segment::kNone;
    }

    void set_arrivals(std::vector<std::pair<ByteOffset, std::uint32_t>> arrivals) {
        arrivals_ = std::move(arrivals);
        std::ranges::stable_sort(arrivals_);
    }

    void write_arrivals(ByteOffset place) {
        for (; next_arrival_ < arrivals_.size() && arrivals_[next_arrival_].first <= place;
             ++next_arrival_) {
            const auto number = std::to_string(arrivals_[next_arrival_].second);
            html_ += "<i class=\"arrive\" data-d=\"" + number + "\">\u2198" + number + "</i>";
        }
    }

  private:
    void open(std::uint32_t mark) {
        open_ = mark;
        if (mark == Segment::kNone) {
            return;
        }
        const auto row = marks_[mark].row;
        const auto& decision = sheet_.decisions[row];
        html_ += '<';
        html_ += element_of(decision.kind);
        html_ += " class=\"";
        html_ += class_of(decision.kind);
        html_ += " c-";
        append_attribute(html_, decision.category());
        html_ += "\" data-c=\"";
        append_attribute(html_, decision.category());
        if (decision.number != 0) {
            html_ += "\" data-d=\"" + std::to_string(decision.number);
        }
        html_ += "\" title=\"";
        append_title(decision);
        html_ += "\">";
        if (decision.number != 0 && !begun_[row]) {
            to_number_ = decision.number;
            begun_[row] = true;
        }
        if (decision.kind == MarkKind::kReplaced) {
            html_ += "<s>";
        }
    }

    /// The number stands at the first word of its passage, not on the line before it.
    void write_number(std::string_view& text) {
        const auto lines = std::min(text.find_first_not_of('\n'), text.size());
        if (to_number_ == 0 || (lines == text.size() && lines > 0)) {
            return;
        }
        append_text(html_, text.substr(0, lines));
        text.remove_prefix(lines);
        html_ += "<sup>" + std::to_string(std::exchange(to_number_, 0)) + "</sup>";
    }

    void append_title(const Decision& decision) {
        append_attribute(html_, decision.category());
        html_ += " \u00B7 ";
        append_attribute(html_, decision.rule());
        html_ += " \u00B7 ";
        append_attribute(html_, view(decision.row.plugin));
        html_ += ' ';
        append_attribute(html_, view(decision.row.plugin_version));
    }

    void append_replacement(const Decision& decision) {
        if (decision.row.replacement.len == 0) {
            return;
        }
        html_ += "<ins>";
        append_blanks_shown(html_, view(decision.row.replacement));
        html_ += "</ins>";
    }

    /// Whether the segment is part of a decision about nothing but blanks.
    bool only_blanks(const Segment& segment) const {
        if (segment.mark == Segment::kNone) {
            return false;
        }
        const auto at = sheet_.decisions[marks_[segment.mark].row].at();
        return at.size() <= kShownBytes && is_blank_text(slice(sheet_.source, at));
    }

    void write_text(const Segment& segment) {
        auto text = slice(sheet_.source, segment.at);
        write_number(text);
        open_evidence(html_, segment);
        if (only_blanks(segment)) {
            append_blanks_shown(html_, text);
        } else {
            append_shortened(html_, text, whole_);
        }
        html_ += segment.fields.empty() ? "" : "</span>";
    }

    std::string& html_;
    const Sheet& sheet_;
    const std::vector<Mark>& marks_;
    bool whole_;
    std::vector<bool> begun_;
    std::uint32_t open_ = Segment::kNone;
    std::uint32_t to_number_ = 0;  ///< of a passage that has begun; 0: it was written
    std::vector<std::pair<ByteOffset, std::uint32_t>> arrivals_;
    std::size_t next_arrival_ = 0;
};

std::string_view layer_at(const Sheet& sheet, span paragraph) {
    for (const auto& [at, layer] : sheet.layers) {
        if (at.overlaps(paragraph)) {
            return layer;
        }
    }
    return {};
}

void append_segments(
    std::string& html, std::string_view text, const std::vector<Segment>& segments, span at) {
    for (const auto& segment : segments) {
        const span part{std::max(segment.at.begin, at.begin), std::min(segment.at.end, at.end)};
        if (part.empty()) {
            continue;
        }
        open_evidence(html, segment);
        append_text(html, slice(text, part));
        html += segment.fields.empty() ? "" : "</span>";
    }
}

}  // namespace

std::string element_id(std::string_view uri) {
    constexpr std::size_t kHashChars = 12;
    const auto hash = uri.find(':');
    const auto range = uri.find('#');
    std::string id = "u-";
    if (hash == std::string_view::npos || range == std::string_view::npos) {
        append_attribute(id, uri);
        return id;
    }
    append_attribute(id, uri.substr(hash + 1, std::min(kHashChars, range - hash - 1)));
    id += '-';
    append_attribute(id, uri.substr(range + 1));
    return id;
}

void append_source(std::string& html, const Sheet& sheet) {
    const auto marks = sheet.marks();
    std::vector<Evidence> evidence;
    for (std::uint32_t i = 0; i < sheet.fields.size(); ++i) {
        evidence.push_back({sheet.fields[i].in_source, i});
    }
    std::vector<std::pair<ByteOffset, std::uint32_t>> arrivals;
    std::vector<ByteOffset> points;
    for (const auto& decision : sheet.decisions) {
        if (decision.kind == MarkKind::kMoved) {
            arrivals.emplace_back(decision.row.destination, decision.number);
            points.push_back(decision.row.destination);
        }
    }
    SourceWriter writer(html, sheet, marks);
    writer.set_arrivals(std::move(arrivals));
    for (const auto& segment : make_segments(sheet.range, marks, evidence, points)) {
        writer.write(segment);
    }
    writer.close();
    writer.write_arrivals(sheet.range.end);
}

void append_clean(std::string& html, const Sheet& sheet) {
    std::vector<Evidence> evidence;
    for (std::uint32_t i = 0; i < sheet.fields.size(); ++i) {
        evidence.push_back({sheet.fields[i].in_text, i});
    }
    const auto size = std::min(sheet.text.size(), kWholeBytes);
    const auto text = sheet.text.substr(0, char_begin(sheet.text, size));
    const auto segments = make_segments({0, text.size()}, {}, evidence);
    auto segment = segments.begin();
    for (std::size_t begin = 0; begin < text.size();) {
        const auto found = std::min(text.find('\n', begin), text.size());
        const span at{begin, found};
        while (segment != segments.end() && segment->at.end <= at.begin) {
            ++segment;
        }
        auto last = segment;
        while (last != segments.end() && last->at.begin < at.end) {
            ++last;
        }
        const auto layer = layer_at(sheet, at);
        html += layer.empty() ? "<p>" : "<p class=\"" + std::string(layer) + "\">";
        append_segments(html, text, {segment, last}, at);
        html += "</p>\n";
        begin = found + 1;
    }
    if (text.size() < sheet.text.size()) {
        html += "<p class=\"gap\" data-t=\"rest_not_shown\">The rest is in articles.jsonl.</p>";
    }
}

void append_between(std::string& html, const Sheet& page) {
    for (const auto& decision : page.decisions) {
        html += "<li><del class=\"cut c-";
        append_attribute(html, decision.category());
        html += "\" data-c=\"";
        append_attribute(html, decision.category());
        html += "\">";
        append_shortened(html, trim(view(decision.row.text)), false);
        html += "</del> <span class=\"rule\">";
        append_text(html, decision.rule());
        html += "</span></li>\n";
    }
}

}  // namespace galley::proof_sheet
