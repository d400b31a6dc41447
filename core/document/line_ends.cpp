// SPDX-License-Identifier: Apache-2.0
// What the host itself takes out after cleanup: superfluous line ends, and what is left of a page.
#include <algorithm>
#include <span>

#include <galley/lines.hpp>

#include "core/document/document.hpp"
#include "core/document/family.hpp"

namespace galley::core::document {
namespace {

/// Finds the line ends that go: all at the beginning and the end, all but the first of a run.
class Gaps {
  public:
    Gaps(std::string_view source, std::vector<galley_range>& gaps) : source_(source), gaps_(gaps) {
        gaps_.clear();
    }

    void add(const Piece& piece) {
        if (piece.is_replacement) {
            add_text(piece.replacement);
            return;
        }
        auto behind = piece.source.begin;  // the line end before
        galley::each_line_end(galley::slice(source_, piece.source), [&](ByteOffset in_piece) {
            const auto at = piece.source.begin + in_piece;
            last_ = at > behind ? kOther : last_;
            behind = at + 1;
            if (last_ == kOther) {
                last_ = kLineEnd;
                trailing_ = at;
            } else {
                add_gap(at);
            }
        });
        last_ = behind < piece.source.end ? kOther : last_;
    }

    /// The run at the end of the text keeps no line end at all.
    void finish() {
        if (last_ == kLineEnd && trailing_ != kNone) {
            const auto behind =
                std::ranges::find_if(gaps_.rbegin(), gaps_.rend(), [&](const galley_range& gap) {
                    return gap.begin < trailing_;
                });
            gaps_.insert(behind.base(), {trailing_, trailing_ + 1});
        }
    }

  private:
    enum Last { kNothing, kLineEnd, kOther };

    static constexpr ByteOffset kNone = UINT64_MAX;

    void add_text(std::string_view text) {
        if (!text.empty()) {
            last_ = text.back() == '\n' ? kLineEnd : kOther;
            trailing_ = kNone;
        }
    }

    void add_gap(ByteOffset at) {
        if (!gaps_.empty() && gaps_.back().end == at) {
            ++gaps_.back().end;
        } else {
            gaps_.push_back({at, at + 1});
        }
    }

    std::string_view source_;
    std::vector<galley_range>& gaps_;
    Last last_ = kNothing;
    ByteOffset trailing_ = kNone;
};

/// What stays of the pieces without the gaps; both as they stand in the text.
void take_out(
    const std::vector<galley_range>& gaps,
    const std::vector<Piece>& pieces,
    std::vector<Piece>& kept) {
    kept.clear();
    kept.reserve(pieces.size() + gaps.size());
    for (auto piece : pieces) {
        if (piece.is_replacement) {
            kept.push_back(piece);
            continue;
        }
        auto gap = std::ranges::upper_bound(gaps, piece.source.begin, {}, &galley_range::end);
        for (; gap != gaps.end() && gap->begin < piece.source.end; ++gap) {
            if (gap->begin > piece.source.begin) {
                kept.push_back({{piece.source.begin, gap->begin}, {}, 0, false});
            }
            piece.source.begin = std::min(gap->end, piece.source.end);
        }
        if (!piece.source.empty()) {
            kept.push_back(piece);
        }
    }
}

}  // namespace

void Document::collapse_line_ends(const Author& host) {
    auto& gaps = spare_gaps_;
    Gaps finder(family_->source(), gaps);
    for (const auto& piece : pieces_) {
        finder.add(piece);
    }
    finder.finish();
    if (gaps.empty()) {
        return;
    }
    if (moved_) {
        std::ranges::sort(gaps, {}, &galley_range::begin);
    }
    take_out(gaps, pieces_, spare_pieces_);
    pieces_.swap(spare_pieces_);
    auto& row = rows_.emplace_back();
    row.seq = family_->next_seq();
    row.action = kCollapse;
    row.range = {gaps.front().begin, gaps.back().end};
    row.confidence = 1;
    row.author = &host;
    row.category = "whitespace";
    row.rule = "host.line_ends";
    row.gaps = family_->arena().copy(std::span<const galley_range>(gaps));
    place_pieces();
}

void Document::strip_rest(const Author& host) {
    if (text_size_ > 0) {
        begin_call(host);
        galley_decision rest{};
        rest.struct_size = sizeof rest;
        rest.action = GALLEY_STRIP;
        rest.flags = GALLEY_FINAL;
        rest.range = {0, text_size_};
        rest.category = galley::to_abi("whitespace");
        rest.rule = galley::to_abi("host.rest_of_page");
        rest.confidence = 1;
        decide(rest, nullptr);
        apply_call();
    }
}

}  // namespace galley::core::document
