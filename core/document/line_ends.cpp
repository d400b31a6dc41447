// SPDX-License-Identifier: Apache-2.0
// What the host itself takes out after cleanup: superfluous line ends, and what is left of a page.
#include <algorithm>
#include <bit>
#include <ranges>
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
            if (!piece.replacement.empty()) {
                after_end_ = piece.replacement.ends_with('\n');
            }
            return;
        }
        const auto begin = piece.source.begin;
        bool after_end = after_end_;
        galley::each_line_end_block(
            galley::slice(source_, piece.source), [&](ByteOffset at, galley::line_ends ends) {
                // Those that follow another go.
                const auto gaps = ends.bits & (ends.bits << 1U | std::uint64_t{after_end});
                after_end = (ends.bits >> (ends.bytes - 1) & 1U) != 0;
                if (gaps != 0) {
                    add_gaps(begin + at, gaps);
                }
            });
        after_end_ = after_end;
    }

    /// The run at the end of the text keeps no line end at all.
    void finish(const std::vector<Piece>& pieces) {
        const auto kept = trailing_end(pieces);
        if (kept != kNone) {
            const auto behind =
                std::ranges::find_if(gaps_.rbegin(), gaps_.rend(), [&](const galley_range& gap) {
                    return gap.begin < kept;
                });
            gaps_.insert(behind.base(), {kept, kept + 1});
        }
    }

  private:
    static constexpr ByteOffset kNone = UINT64_MAX;

    /// The line end that the run at the end of the text would keep: the first, unless it is that of
    /// a replacement or the text has nothing else.
    [[nodiscard]] ByteOffset trailing_end(const std::vector<Piece>& pieces) const {
        ByteOffset first = kNone;
        for (const auto& piece : pieces | std::views::reverse) {
            if (piece.is_replacement) {
                if (!piece.replacement.empty()) {
                    return piece.replacement.ends_with('\n') ? kNone : first;
                }
                continue;
            }
            const auto text = galley::slice(source_, piece.source);
            const auto rest = text.find_last_not_of('\n') + 1;  // 0: nothing but line ends
            if (rest < text.size()) {
                first = piece.source.begin + rest;
            }
            if (rest > 0) {
                return first;
            }
        }
        return kNone;
    }

    void add_gaps(ByteOffset begin, std::uint64_t bits) {
        for (; bits != 0; bits &= bits - 1) {
            const auto at = begin + static_cast<ByteOffset>(std::countr_zero(bits));
            if (!gaps_.empty() && gaps_.back().end == at) {
                ++gaps_.back().end;
            } else {
                gaps_.push_back({at, at + 1});
            }
        }
    }

    std::string_view source_;
    std::vector<galley_range>& gaps_;
    bool after_end_ = true;  ///< a line end came last, or nothing yet
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
    finder.finish(pieces_);
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
