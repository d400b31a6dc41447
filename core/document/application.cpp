// SPDX-License-Identifier: Apache-2.0
// How strip, replace, move and split change the list of pieces, and the rows they leave.
#include "core/document/application.hpp"

#include <algorithm>
#include <utility>

#include <galley/text.hpp>

#include "core/document/family.hpp"

namespace galley::core::document {

void Application::run() {
    auto& pending = document_.pending_;
    kept_.swap(document_.spare_pieces_);
    kept_.clear();
    taken_.swap(document_.taken_pieces_);
    document_.rows_.reserve(document_.rows_.size() + pending.size() + 1);
    for (auto& decision : pending) {
        if (decision.action == GALLEY_MOVE) {
            destinations_.emplace_back(decision.destination, moves_.size());
            moves_.push_back({&decision, {}, 0});
        }
    }
    std::ranges::stable_sort(destinations_, {}, &std::pair<ByteOffset, std::size_t>::first);
    std::size_t next_move = 0;
    for (auto& decision : pending) {
        mark_destinations_until(decision.range.begin);
        take_until(decision.range.begin, Edge::kBefore, kept_);
        if (decision.action == GALLEY_MOVE) {
            take_until(decision.range.end, Edge::kInside, moves_[next_move++].pieces);
        } else {
            carry_out(decision);
        }
    }
    mark_destinations_until(UINT64_MAX);
    take_until(UINT64_MAX, Edge::kBefore, kept_);
    insert_moves();
    add_refused_rows();
    document_.pieces_.swap(kept_);
    document_.spare_pieces_.swap(kept_);
    document_.taken_pieces_.swap(taken_);
}

/// Pieces without length lie before what begins at their place, so they stay outside of a range
/// that begins there.
void Application::take_until(ByteOffset text_end, Edge edge, std::vector<Piece>& to) {
    for (; piece_ < old_.size(); ++piece_, used_ = 0) {
        auto piece = old_[piece_];
        const auto begin = piece.text_begin + used_;
        const auto left = piece.size() - used_;
        if (begin > text_end || (begin == text_end && (left > 0 || edge == Edge::kInside))) {
            return;
        }
        if (!piece.is_replacement) {
            piece.source.begin += used_;
        }
        if (begin + left > text_end) {  // only source pieces are cut: is_range() saw to it
            piece.source.end = piece.source.begin + (text_end - begin);
            used_ += text_end - begin;
            to.push_back(piece);
            return;
        }
        to.push_back(piece);
    }
}

void Application::mark_destinations_until(ByteOffset text_end) {
    for (; next_destination_ < destinations_.size() &&
           destinations_[next_destination_].first <= text_end;
         ++next_destination_) {
        const auto [place, move] = destinations_[next_destination_];
        take_until(place, Edge::kBefore, kept_);
        moves_[move].marker = kept_.size();
    }
}

void Application::carry_out(Pending& decision) {
    taken_.clear();
    take_until(decision.range.end, Edge::kInside, taken_);
    if (is_held(decision)) {
        add_rows(decision, taken_, RowStatus::kHeld);
        kept_.insert(kept_.end(), taken_.begin(), taken_.end());
    } else if (decision.action == GALLEY_REPLACE) {
        replace(decision, taken_);
    } else if (decision.action == GALLEY_SPLIT) {
        split(decision, std::exchange(taken_, {}));
    } else {
        add_rows(decision, taken_, RowStatus::kApplied);
    }
}

/// A finished paragraph that nobody called FINAL stays, and is listed.
bool Application::is_held(const Pending& decision) const {
    const auto least = document_.family_->hold.paragraph_chars;
    if (decision.action != GALLEY_STRIP || least == 0 || (decision.flags & GALLEY_FINAL) != 0 ||
        decision.range.size() < least) {
        return false;
    }
    const auto text = galley::slice(document_.text(), decision.range);
    return std::ranges::any_of(galley::split_lines(text), [&](const galley::text_line& line) {
        return galley::char_count(line.text) > least && galley::ends_sentence(line.text);
    });
}

void Application::replace(const Pending& decision, const std::vector<Piece>& pieces) {
    const auto first_row = document_.rows_.size();
    add_rows(decision, pieces, RowStatus::kApplied);
    for (auto i = first_row + 1; i < document_.rows_.size(); ++i) {
        document_.rows_[i].action = GALLEY_STRIP;  // the replacement stands for the first run only
        document_.rows_[i].replacement = {};
    }
    kept_.push_back({document_.rows_[first_row].range, decision.replacement, 0, true});
}

void Application::split(Pending& decision, std::vector<Piece> pieces) {
    galley::span range{pieces.front().source.begin, pieces.back().source.end};
    if (document_.moved_) {
        for (const auto& piece : pieces) {
            range = {
                std::min(range.begin, piece.source.begin), std::max(range.end, piece.source.end)};
        }
    } else {
        // To where the next standing text begins: what was cut out in between changes nothing.
        range.end = piece_ < old_.size()
                        ? old_[piece_].source.begin + (old_[piece_].is_replacement ? 0 : used_)
                        : document_.range_.end;
    }
    auto& child = *decision.child;
    child.moved_ = document_.moved_;
    child.in_parents_call_ = false;
    child.author_ = nullptr;
    child.set_pieces(std::move(pieces), range);
    inherit(child);
    if (child.kind() == Kind::kArticle) {
        document_.kind_ = Kind::kPage;
        document_.ordinal_ = 0;
    }
    add_row(decision, range, {}, RowStatus::kApplied);
    document_.children_.push_back(std::move(decision.child));
}

/// A child takes over what was said about its part of the text; an article also what was said of
/// the whole.
void Application::inherit(Document& child) {
    const auto range = child.range();
    const auto inside = [&](galley::span at) {
        return !at.empty() && range.begin <= at.begin && at.end <= range.end;
    };
    std::vector<Span> spans;
    for (const auto& span : document_.spans) {
        if (inside(span.range)) {
            spans.push_back(span);
        }
    }
    child.spans.insert(child.spans.begin(), spans.begin(), spans.end());
    std::vector<Field> fields;
    for (const auto& field : document_.fields) {
        const bool of_whole = field.evidence.empty() && child.kind() == Kind::kArticle;
        if (of_whole || inside(field.evidence)) {
            fields.push_back(field);
        }
    }
    child.fields.insert(child.fields.begin(), fields.begin(), fields.end());
}

void Application::insert_moves() {
    if (moves_.empty()) {
        return;
    }
    std::ranges::stable_sort(moves_, {}, &Move::marker);
    std::vector<Piece> all;
    auto move = moves_.begin();
    for (std::size_t i = 0; i <= kept_.size(); ++i) {
        for (; move != moves_.end() && move->marker == i; ++move) {
            const auto first_row = document_.rows_.size();
            add_rows(*move->decision, move->pieces, RowStatus::kApplied);
            for (auto row = first_row; row < document_.rows_.size(); ++row) {
                document_.rows_[row].destination =
                    i < kept_.size() ? kept_[i].source.begin : document_.range_.end;
            }
            all.insert(all.end(), move->pieces.begin(), move->pieces.end());
        }
        if (i < kept_.size()) {
            all.push_back(kept_[i]);
        }
    }
    kept_ = std::move(all);
    document_.moved_ = true;
}

std::string_view Application::kept_text(const Piece& first, const Piece& last) const {
    if (&first == &last) {
        return first.is_replacement ? first.replacement
                                    : galley::slice(document_.family_->source(), first.source);
    }
    std::size_t size = 0;
    for (const auto* piece = &first; piece <= &last; ++piece) {
        size += piece->size();
    }
    auto* to = static_cast<char*>(document_.family_->arena().allocate(size));
    std::size_t at = 0;
    for (const auto* piece = &first; piece <= &last; ++piece) {
        const auto part = kept_text(*piece, *piece);
        at += part.copy(to + at, part.size());
    }
    return {to, at};
}

/// One row, or, where earlier moves tore the source order, one for each run that is contiguous in
/// the source.
void Application::add_rows(
    const Pending& decision, const std::vector<Piece>& pieces, RowStatus status) {
    const bool in_source_order = !document_.moved_;
    for (std::size_t begin = 0; begin < pieces.size();) {
        std::size_t end = begin + 1;
        while (end < pieces.size() &&
               (in_source_order || pieces[end].source.begin == pieces[end - 1].source.end)) {
            ++end;
        }
        const galley::span range{pieces[begin].source.begin, pieces[end - 1].source.end};
        add_row(decision, range, kept_text(pieces[begin], pieces[end - 1]), status);
        begin = end;
    }
}

Row& Application::add_row(
    const Pending& decision, galley::span range, std::string_view text, RowStatus status) {
    auto& row = document_.rows_.emplace_back();
    row.seq = document_.family_->next_seq();
    row.action = static_cast<std::uint32_t>(decision.action);
    row.flags = decision.flags;
    row.status = status;
    row.range = range;
    row.confidence = decision.confidence;
    row.author = document_.author_;
    row.category = decision.category;
    row.rule = decision.rule;
    row.text = text;
    row.replacement = decision.replacement;
    return row;
}

/// What was not carried out is listed too: KEEPs, and what they dropped.
void Application::add_refused_rows() {
    for (const auto& keep : document_.keeps_) {
        add_row(keep, document_.to_source(keep.range), {}, RowStatus::kApplied);
    }
    for (const auto& decision : document_.vetoed_) {
        add_row(decision, document_.to_source(decision.range), {}, RowStatus::kKept);
    }
}

}  // namespace galley::core::document
