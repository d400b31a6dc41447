// SPDX-License-Identifier: Apache-2.0
// What a document is made of: pieces, decisions as ledger rows, spans, fields and tags. All ranges
// are source bytes.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>

#include <galley/plugin.h>
#include <galley/values.hpp>

namespace galley::core::document {

/// A run of the current text: a range of the source, or a replacement standing for one.
struct Piece {
    galley::span source;           ///< what it is, or stands for
    std::string_view replacement;  ///< used when is_replacement
    ByteOffset text_begin = 0;     ///< where it begins in the current text
    bool is_replacement = false;

    ByteOffset size() const { return is_replacement ? replacement.size() : source.size(); }

    ByteOffset text_end() const { return text_begin + size(); }
};

/// Who makes decisions during a call. Views live as long as the run.
struct Author {
    std::string_view stage, plugin, version;
    std::uint32_t kind = 0;
    std::uint32_t capabilities = 0;
};

/// The action of the host's own row that lists line ends taken out.
inline constexpr std::uint32_t kCollapse = 0;

enum class RowStatus : std::uint8_t { kApplied, kHeld, kKept };

/// One decision as the ledger keeps it.
struct Row {
    std::uint32_t seq = 0;
    std::uint32_t action = 0;  ///< galley_action, or kCollapse
    std::uint32_t flags = 0;
    RowStatus status = RowStatus::kApplied;
    galley::span range;
    ByteOffset destination = 0;
    double confidence = 0;
    const Author* author = nullptr;
    std::string_view category, rule, text, replacement;
    std::span<const galley_range> gaps;  ///< kCollapse only; in the arena of the family
};

struct Span {
    galley::span range;
    std::string_view layer, value;
    double confidence = 0;
};

struct Field {
    std::string_view key, value;
    galley::span evidence;  ///< {0,0} = none
    std::uint32_t group = 0;
};

struct Tag {
    std::string_view scheme, code, label;
    galley::span evidence;
    double confidence = 0;
};

struct Attachment {
    std::string_view name, media_type, bytes;
};

/// What one input document may hold. Going over is told by the limit's name.
struct Bounds {
    std::uint64_t text_bytes = UINT64_MAX;  ///< limits.document_size
    std::uint64_t line_bytes = UINT64_MAX;  ///< limits.line_size
    std::uint64_t metadata_bytes = UINT64_MAX;
    std::uint64_t fields = UINT64_MAX, tags = UINT64_MAX, spans = UINT64_MAX;
    std::uint64_t children = UINT64_MAX;
};

/// What plugins said of one input document so far.
struct Amounts {
    std::uint64_t metadata_bytes = 0, fields = 0, tags = 0, spans = 0, children = 0;
};

enum class Kind : std::uint8_t { kArticle, kNotice, kPage };

constexpr std::string_view to_string(Kind kind) {
    return kind == Kind::kArticle ? "article" : kind == Kind::kNotice ? "notice" : "page";
}

constexpr std::string_view to_string(RowStatus status) {
    return status == RowStatus::kApplied ? "applied" : status == RowStatus::kHeld ? "held" : "kept";
}

/// One of the fixed categories of a decision, by its name; empty for other words. Lives for good.
std::string_view known_category(std::string_view word);

}  // namespace galley::core::document
