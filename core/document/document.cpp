// SPDX-License-Identifier: Apache-2.0
// Texts, coordinates and identity of a document.
#include "core/document/document.hpp"

#include <algorithm>
#include <array>

#include <galley/text.hpp>

#include "core/document/family.hpp"

namespace galley::core::document {
namespace {

constexpr std::array<std::string_view, 22> kCategories = {
    "wrap",          "other",         "byline",       "notice",       "caption",
    "related",       "headline",      "duplicate",    "promotion",    "redaction",
    "breadcrumb",    "disclaimer",    "navigation",   "pagination",   "whitespace",
    "editor_line",   "source_line",   "share_widget", "subscription", "advertisement",
    "normalization", "comment_widget"};
static_assert(std::ranges::is_sorted(kCategories, {}, &std::string_view::size));

/// By length: where the words of at least so many letters begin in kCategories.
constexpr auto kByLength = [] {
    std::array<std::uint8_t, kCategories.back().size() + 2> begins{};
    for (std::size_t length = 0; length < begins.size(); ++length) {
        const auto first =
            std::ranges::lower_bound(kCategories, length, {}, &std::string_view::size);
        begins[length] = static_cast<std::uint8_t>(first - kCategories.begin());
    }
    return begins;
}();

bool on_code_point(std::string_view text, ByteOffset at) {
    return at >= text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
}

}  // namespace

std::string_view known_category(std::string_view word) {
    if (word.size() + 1 >= kByLength.size()) {
        return {};
    }
    for (std::size_t i = kByLength[word.size()]; i < kByLength[word.size() + 1]; ++i) {
        if (kCategories[i] == word) {
            return kCategories[i];
        }
    }
    return {};
}

Document::Document(Family& family, Document* parent, Kind kind)
    : family_(&family), parent_(parent), kind_(kind) {}

void Document::reset() {
    constexpr std::size_t kKeptBytes = 1 << 20;
    clear_call();
    kind_ = Kind::kArticle;
    ordinal_ = 0;
    range_ = {};
    uri_.clear();
    pieces_.clear();
    moved_ = false;
    text_ = {};
    text_size_ = 0;
    built_ = true;
    if (buffer_.capacity() > kKeptBytes) {
        buffer_ = {};
    }
    rows_.clear();
    children_.clear();
    spans.clear();
    fields.clear();
    tags.clear();
    unchanged = false;
}

std::string_view Document::uri() const {
    if (uri_.empty()) {
        uri_ = "galley:";
        uri_ += family_->source_sha256();
        uri_ += '#' + std::to_string(range_.begin) + '-' + std::to_string(range_.end);
    }
    return uri_;
}

void Document::set_pieces(std::vector<Piece> pieces, galley::span range) {
    pieces_ = std::move(pieces);
    range_ = range;
    uri_.clear();
    place_pieces();
}

void Document::set_whole_source() {
    const galley::span all{0, family_->source().size()};
    pieces_.clear();
    if (!all.empty()) {
        pieces_.push_back({all, {}, 0, false});
    }
    range_ = all;
    uri_.clear();
    ordinal_ = 1;
    place_pieces();
}

/// To be called after each change of the pieces.
void Document::place_pieces() {
    text_size_ = 0;
    for (auto& piece : pieces_) {
        piece.text_begin = text_size_;
        text_size_ += piece.size();
    }
    built_ = false;
}

void Document::build_text() const {
    const std::string_view source = family_->source();
    built_ = true;
    if (pieces_.size() <= 1 && (pieces_.empty() || !pieces_.front().is_replacement)) {
        text_ =
            pieces_.empty() ? std::string_view{} : galley::slice(source, pieces_.front().source);
        return;
    }
    buffer_.clear();
    buffer_.reserve(text_size_);
    for (const auto& piece : pieces_) {
        buffer_.append(
            piece.is_replacement ? piece.replacement : galley::slice(source, piece.source));
    }
    text_ = buffer_;
}

bool Document::has_text() const {
    return std::ranges::any_of(pieces_, [&](const Piece& piece) {
        const auto text = piece.is_replacement ? piece.replacement
                                               : galley::slice(family_->source(), piece.source);
        return !galley::trim(text).empty();
    });
}

/// The piece that holds the byte at in_text; pieces_.size() at the end.
std::size_t Document::piece_at(ByteOffset in_text) const {
    const auto after = std::ranges::upper_bound(pieces_, in_text, {}, &Piece::text_begin);
    if (after == pieces_.begin()) {
        return pieces_.size();
    }
    const auto found = static_cast<std::size_t>(after - pieces_.begin()) - 1;
    return in_text < pieces_[found].text_end() ? found : pieces_.size();
}

galley::span Document::to_source(galley::span in_text) const {
    if (in_text.empty()) {
        return {};
    }
    galley::span found{UINT64_MAX, 0};
    for (auto i = piece_at(in_text.begin);
         i < pieces_.size() && pieces_[i].text_begin < in_text.end;
         ++i) {
        const auto& piece = pieces_[i];
        auto part = piece.source;
        if (!piece.is_replacement) {
            part.begin += std::max(in_text.begin, piece.text_begin) - piece.text_begin;
            part.end -= piece.text_end() - std::min(in_text.end, piece.text_end());
        }
        found.begin = std::min(found.begin, part.begin);
        found.end = std::max(found.end, part.end);
    }
    return found.begin > found.end ? galley::span{} : found;
}

galley::span Document::to_text(galley::span in_source) const {
    galley::span found{UINT64_MAX, 0};
    auto first = pieces_.begin();
    if (!moved_) {
        first = std::ranges::upper_bound(
            pieces_, in_source.begin, {}, [](const Piece& p) { return p.source.end; });
    }
    for (auto piece = first; piece != pieces_.end(); ++piece) {
        if (!moved_ && piece->source.begin >= in_source.end) {
            break;
        }
        if (!piece->source.overlaps(in_source)) {
            continue;
        }
        galley::span part{piece->text_begin, piece->text_end()};
        if (!piece->is_replacement) {
            part.begin += std::max(in_source.begin, piece->source.begin) - piece->source.begin;
            part.end -= piece->source.end - std::min(in_source.end, piece->source.end);
        }
        found.begin = std::min(found.begin, part.begin);
        found.end = std::max(found.end, part.end);
    }
    return found.begin >= found.end ? galley::span{} : found;
}

bool Document::is_range(galley::span at) const {
    if (at.begin > at.end || at.end > text_size_ || !on_code_point(text(), at.begin) ||
        !on_code_point(text(), at.end)) {
        return false;
    }
    for (const auto edge : {at.begin, at.end}) {
        const auto i = piece_at(edge);
        if (i < pieces_.size() && pieces_[i].is_replacement && pieces_[i].text_begin != edge) {
            return false;
        }
    }
    return true;
}

std::string_view Document::first_field(std::string_view key) const {
    const auto found = std::ranges::find(fields, key, &Field::key);
    return found == fields.end() ? std::string_view{} : found->value;
}

void Document::sort_children() {
    std::ranges::stable_sort(children_, [](const auto& a, const auto& b) {
        const bool a_notice = a->kind() == Kind::kNotice;
        const bool b_notice = b->kind() == Kind::kNotice;
        return a_notice != b_notice ? b_notice : a->range().begin < b->range().begin;
    });
}

bool Document::put_written_first() {
    const auto without = std::ranges::stable_partition(
        children_, [](const auto& child) { return child->put_written_first(); });
    const bool below = without.begin() != children_.begin();
    return below || (kind_ != Kind::kPage && !unchanged);
}

galley_status Document::refuse(galley_status status, std::string why) const {
    family_->refusal = std::move(why);
    return status;
}

galley_status Document::over_limit(
    std::string_view limit, std::uint64_t most, std::string_view unit) const {
    auto& family = *family_;
    family.over_limit = "limits.";
    family.over_limit.append(limit).append(": expected at most ");
    family.over_limit.append(std::to_string(most)).append(" ").append(unit);
    return refuse(GALLEY_E_REJECTED, family.over_limit);
}

bool Document::takes_metadata(std::size_t bytes) const {
    family_->amounts.metadata_bytes += bytes;
    return family_->amounts.metadata_bytes <= family_->bounds.metadata_bytes;
}

}  // namespace galley::core::document
