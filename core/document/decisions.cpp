// SPDX-License-Identifier: Apache-2.0
// Taking decisions during a call: what is refused, and how a KEEP wins.
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <simdjson.h>
#include <string>

#include "core/document/application.hpp"
#include "core/document/document.hpp"
#include "core/document/family.hpp"
#include "core/document/said_text.hpp"

namespace galley::core::document {
namespace {

std::string describe(const galley_decision& d) {
    return std::to_string(d.range.begin) + ".." + std::to_string(d.range.end);
}

bool is_ascii(std::string_view text) {
    std::uint64_t all = 0;
    for (std::uint64_t eight = 0; text.size() >= sizeof eight; text.remove_prefix(sizeof eight)) {
        std::memcpy(&eight, text.data(), sizeof eight);
        all |= eight;
    }
    for (const char c : text) {
        all |= static_cast<unsigned char>(c);
    }
    return (all & 0x8080808080808080U) == 0;
}

bool known_action(std::uint32_t action) {
    return action >= GALLEY_STRIP && action <= GALLEY_KEEP;
}

}  // namespace

/// Most names and rule ids are short and ASCII; simdjson's check is made for long texts.
bool is_utf8(std::string_view text) {
    constexpr std::size_t kShortBytes = 64;
    return (text.size() <= kShortBytes && is_ascii(text)) ||
           simdjson::validate_utf8(text.data(), text.size());
}

void Document::begin_call(const Author& author) {
    author_ = &author;
    family_->refusal.clear();
    spans_before_ = spans.size();
    fields_before_ = fields.size();
    tags_before_ = tags.size();
    amounts_before_ = family_->amounts;
}

galley_status Document::check(const galley_decision& d, std::string_view category) const {
    if (author_ == nullptr || author_->kind != GALLEY_KIND_CLEANUP) {
        return refuse(GALLEY_E_CONTRACT, "decide: only cleanup plugins decide on text");
    }
    if (!known_action(d.action)) {
        return refuse(GALLEY_E_ARGUMENT, "decide: unknown action " + std::to_string(d.action));
    }
    const auto at = galley::to_span(d.range);
    if (at.empty() || !is_range(at)) {
        return refuse(
            GALLEY_E_ARGUMENT,
            "decide: range " + describe(d) + ": expected part of the text's " +
                std::to_string(text_size_) +
                " bytes, not empty, on code points, not inside a replacement");
    }
    if (category.empty()) {
        return refuse(
            GALLEY_E_ARGUMENT,
            "decide: unknown category \"" + std::string(galley::view(d.category)) + "\"");
    }
    if (!are_utf8(d.rule, d.replacement)) {
        return refuse(GALLEY_E_ARGUMENT, "decide: rule and replacement: expected UTF-8");
    }
    if (!is_share(d.confidence)) {
        return refuse(GALLEY_E_ARGUMENT, "decide: confidence: expected 0..1");
    }
    const bool long_text = d.replacement.len > GALLEY_MAX_REPLACEMENT;
    if (d.action == GALLEY_REPLACE && long_text &&
        (author_->capabilities & GALLEY_CAP_REWRITES) == 0) {
        return refuse(
            GALLEY_E_ARGUMENT,
            "decide: replacement: expected at most 64 bytes, got " +
                std::to_string(d.replacement.len));
    }
    const auto may_move_to = [&](ByteOffset to) {
        return to <= text_size_ && is_range({to, to}) && (to <= at.begin || to >= at.end);
    };
    if (d.action == GALLEY_MOVE && !may_move_to(d.destination)) {
        return refuse(
            GALLEY_E_ARGUMENT,
            "decide: destination " + std::to_string(d.destination) + " is no place to move to");
    }
    if (d.action == GALLEY_SPLIT && d.child != GALLEY_CHILD_ARTICLE &&
        d.child != GALLEY_CHILD_NOTICE) {
        return refuse(
            GALLEY_E_ARGUMENT, "decide: unknown kind of child " + std::to_string(d.child));
    }
    if (d.action == GALLEY_SPLIT && moved_ && !is_one_source_range(at)) {
        return refuse(
            GALLEY_E_ARGUMENT,
            "decide: range " + describe(d) +
                ": after a move, a split must be all that stands of one source range");
    }
    return GALLEY_OK;
}

/// A child is named by its source range, so nothing that stays may lie in it.
bool Document::is_one_source_range(galley::span in_text) const {
    galley::span taken{UINT64_MAX, 0};
    const auto inside = [&](const Piece& piece) {
        return piece.text_begin < in_text.end && piece.text_end() > in_text.begin;
    };
    for (const auto& piece : pieces_) {
        if (!inside(piece)) {
            continue;
        }
        auto source = piece.source;
        if (!piece.is_replacement) {
            source.begin += std::max(piece.text_begin, in_text.begin) - piece.text_begin;
            source.end -= piece.text_end() - std::min(piece.text_end(), in_text.end);
        }
        if (source.begin < taken.end) {
            return false;
        }
        taken = {std::min(taken.begin, source.begin), source.end};
    }
    return std::ranges::none_of(pieces_, [&](const Piece& piece) {
        return !inside(piece) && piece.source.overlaps(taken);
    });
}

Pending Document::make_pending(const galley_decision& d, std::string_view category) {
    auto& arena = family_->arena();
    Pending out{
        static_cast<galley_action>(d.action),
        d.flags,
        galley::to_span(d.range),
        d.destination,
        d.confidence,
        category,
        arena.copy(galley::view(d.rule)),
        arena.copy(galley::view(d.replacement)),
        nullptr};
    if (d.action == GALLEY_SPLIT) {
        const auto kind = d.child == GALLEY_CHILD_NOTICE ? Kind::kNotice : Kind::kArticle;
        out.child = std::make_unique<Document>(*family_, this, kind);
        out.child->in_parents_call_ = true;
        out.child->author_ = author_;
    }
    return out;
}

galley_status Document::decide(const galley_decision& decision, galley_doc** child) {
    if (in_parents_call_) {
        return refuse(
            GALLEY_E_CONTRACT, "decide: a child takes decisions only after the call that made it");
    }
    const auto category = known_category(galley::view(decision.category));
    if (const auto status = check(decision, category); status < 0) {
        return status;
    }
    auto& amounts = family_->amounts;
    if (decision.action == GALLEY_SPLIT && ++amounts.children > family_->bounds.children) {
        return over_limit("children", family_->bounds.children, "articles and notices cut out");
    }
    auto pending = make_pending(decision, category);
    auto* made = pending.child.get();
    const auto status =
        decision.action == GALLEY_KEEP ? veto(std::move(pending)) : take(std::move(pending));
    if (child != nullptr) {
        *child = status < 0 ? nullptr : made;
    }
    return status;
}

galley_status Document::take(Pending pending) {
    const auto at = pending.range;
    const auto covered =
        std::ranges::lower_bound(veto_, at.begin, {}, [](galley::span s) { return s.end - 1; });
    if (covered != veto_.end() && covered->overlaps(at)) {
        vetoed_.push_back(std::move(pending));
        return GALLEY_KEPT;
    }
    const auto next = std::ranges::lower_bound(
        pending_, at.begin, {}, [](const Pending& p) { return p.range.begin; });
    const bool clashes = (next != pending_.end() && next->range.overlaps(at)) ||
                         (next != pending_.begin() && std::prev(next)->range.overlaps(at));
    if (clashes) {
        return refuse(
            GALLEY_E_ARGUMENT,
            "decide: range " + std::to_string(at.begin) + ".." + std::to_string(at.end) +
                " overlaps another decision of this call");
    }
    pending_.insert(next, std::move(pending));
    return GALLEY_OK;
}

galley_status Document::veto(Pending keep) {
    auto at = keep.range;
    const auto dropped = std::stable_partition(
        pending_.begin(), pending_.end(), [&](const Pending& p) { return !p.range.overlaps(at); });
    std::move(dropped, pending_.end(), std::back_inserter(vetoed_));
    pending_.erase(dropped, pending_.end());
    const auto first =
        std::ranges::lower_bound(veto_, at.begin, {}, [](galley::span s) { return s.end; });
    auto last = first;
    for (; last != veto_.end() && last->begin <= at.end; ++last) {
        at = {std::min(at.begin, last->begin), std::max(at.end, last->end)};
    }
    veto_.insert(veto_.erase(first, last), at);
    keeps_.push_back(std::move(keep));
    return GALLEY_OK;
}

void Document::apply_call() {
    if (!pending_.empty() || !vetoed_.empty() || !keeps_.empty()) {
        Application(*this).run();
        place_pieces();
    }
    clear_call();
}

void Document::drop_call() {
    spans.resize(spans_before_);
    fields.resize(fields_before_);
    tags.resize(tags_before_);
    family_->amounts = amounts_before_;
    clear_call();
}

void Document::clear_call() {
    pending_.clear();
    vetoed_.clear();
    keeps_.clear();
    veto_.clear();
    author_ = nullptr;
}

}  // namespace galley::core::document
