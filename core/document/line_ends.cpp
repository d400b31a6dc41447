// SPDX-License-Identifier: Apache-2.0
// What the host itself takes out after cleanup: superfluous line ends, and what is left of a page.
#include <algorithm>
#include <bit>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "core/document/document.hpp"
#include "core/document/family.hpp"

namespace galley::core::document {
namespace {

bool is_source_line_end(const Piece& piece, std::string_view source, ByteOffset at) {
    return !piece.is_replacement && source[at] == '\n';
}

/// The first of two line ends in a row in [at, end), or end.
ByteOffset find_two_line_ends(std::string_view text, ByteOffset at, ByteOffset end) {
#ifdef __SSE2__
    const auto wanted = _mm_set1_epi8('\n');
    for (constexpr ByteOffset kStep = 16; at + kStep < end; at += kStep) {
        const auto* from = text.data() + at;
        const auto one = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
        const auto next = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from + 1));
        const auto both = _mm_and_si128(_mm_cmpeq_epi8(one, wanted), _mm_cmpeq_epi8(next, wanted));
        if (const auto found = static_cast<unsigned>(_mm_movemask_epi8(both)); found != 0) {
            return at + static_cast<ByteOffset>(std::countr_zero(found));
        }
    }
#endif
    while (at + 1 < end && (text[at] != '\n' || text[at + 1] != '\n')) {
        ++at;
    }
    return at + 1 < end ? at : end;
}

/// Finds the line ends that go: all at the beginning and the end, all but the first of a run.
class Gaps {
  public:
    explicit Gaps(std::string_view source) : source_(source) {
        constexpr std::size_t kUsual = 64;
        gaps_.reserve(kUsual);
    }

    void add(const Piece& piece) {
        if (piece.is_replacement) {
            add_text(piece.replacement);
            return;
        }
        for (auto at = piece.source.begin; at < piece.source.end; ++at) {
            if (!is_source_line_end(piece, source_, at)) {
                last_ = kOther;
                skip_lines(at, piece.source.end);
            } else if (last_ != kOther) {
                add_gap(at);
            } else {
                last_ = kLineEnd;
                trailing_ = at;
            }
        }
    }

    /// The run at the end of the text keeps no line end at all.
    std::vector<galley_range> finish() {
        if (last_ == kLineEnd && trailing_ != kNone) {
            const auto behind =
                std::ranges::find_if(gaps_.rbegin(), gaps_.rend(), [&](const galley_range& gap) {
                    return gap.begin < trailing_;
                });
            gaps_.insert(behind.base(), {trailing_, trailing_ + 1});
        }
        return std::move(gaps_);
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

    /// Single line ends stay, but for one that may end the text: goes to the byte before the first
    /// of two, or before the last one of the piece.
    void skip_lines(ByteOffset& at, ByteOffset end) const {
        const auto two = find_two_line_ends(source_, at, end);
        at = (two < end ? two : source_[end - 1] == '\n' ? end - 1 : end) - 1;
    }

    void add_gap(ByteOffset at) {
        if (!gaps_.empty() && gaps_.back().end == at) {
            ++gaps_.back().end;
        } else {
            gaps_.push_back({at, at + 1});
        }
    }

    std::string_view source_;
    std::vector<galley_range> gaps_;
    Last last_ = kNothing;
    ByteOffset trailing_ = kNone;
};

/// The pieces without the gaps; both as they stand in the text.
std::vector<Piece> without(
    const std::vector<Piece>& pieces, const std::vector<galley_range>& gaps) {
    std::vector<Piece> kept;
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
    return kept;
}

}  // namespace

void Document::collapse_line_ends(const Author& host) {
    Gaps finder(family_->source());
    for (const auto& piece : pieces_) {
        finder.add(piece);
    }
    auto gaps = finder.finish();
    if (gaps.empty()) {
        return;
    }
    if (moved_) {
        std::ranges::sort(gaps, {}, &galley_range::begin);
    }
    pieces_ = without(pieces_, gaps);
    auto& row = rows_.emplace_back();
    row.seq = family_->next_seq();
    row.action = kCollapse;
    row.range = {gaps.front().begin, gaps.back().end};
    row.confidence = 1;
    row.author = &host;
    row.category = "whitespace";
    row.rule = "host.line_ends";
    row.gaps = std::move(gaps);
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
