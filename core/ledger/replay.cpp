// SPDX-License-Identifier: Apache-2.0
// Pieces partition the source among the documents, so a byte can be filled only once.
#include "core/ledger/replay.hpp"

#include <algorithm>

namespace galley::core::ledger {
namespace {

std::string bytes(std::uint64_t count) {
    return std::to_string(count) + (count == 1 ? " byte" : " bytes");
}

std::string describe(galley::span at) {
    return std::to_string(at.begin) + "-" + std::to_string(at.end);
}

std::uint64_t size_of(const std::vector<Piece>& pieces) {
    std::uint64_t size = 0;
    for (const auto& piece : pieces) {
        size += piece.size();
    }
    return size;
}

/// Compares or copies the text piece by piece; f(piece, its part of the text) -> Problem.
template <class F>
Problem each_part(const std::vector<Piece>& pieces, std::string_view text, F&& f) {
    if (const auto size = size_of(pieces); size != text.size()) {
        return "text has " + bytes(text.size()) + ", but " + bytes(size) + " stand there";
    }
    std::size_t at = 0;
    for (const auto& piece : pieces) {
        if (auto problem = f(piece, text.substr(at, piece.size()))) {
            return problem;
        }
        at += piece.size();
    }
    return std::nullopt;
}

Problem differs(const Piece& piece) {
    return "text differs from what was put in for " + describe(piece.source);
}

}  // namespace

Replay::Replay(const Family& family, Fill fill) : size_(family.source_bytes) {
    if (fill == Fill::kYes) {
        source_.resize(size_);
    }
    const galley::span whole{0, family.source_bytes};
    documents_[whole].pieces.append(
        whole.empty() ? std::vector<Piece>{} : std::vector<Piece>{{whole, {}, false}});
}

Problem Replay::fill(const std::vector<Piece>& pieces, std::string_view text) {
    return each_part(pieces, text, [&](const Piece& piece, std::string_view part) -> Problem {
        if (piece.is_replacement) {
            return part == piece.replacement ? std::nullopt : differs(piece);
        }
        if (!source_.empty()) {
            part.copy(source_.data() + piece.source.begin, part.size());
        }
        filled_ += part.size();
        return std::nullopt;
    });
}

Problem Replay::apply(const LedgerRow& row) {
    const auto name = parse_uri(row.uri);
    const auto found = name ? documents_.find(name->range) : documents_.end();
    if (found == documents_.end()) {
        return "no document of this name stands yet: " + std::string(row.uri);
    }
    if (!row.applied || row.op == Op::kKeep) {
        return std::nullopt;
    }
    if (row.op == Op::kCollapse) {
        return collapse(row, found->second);
    }
    if (row.range.empty() || row.range.end > size_) {
        return "range " + describe(row.range) + ": expected a part of the source's " + bytes(size_);
    }
    return act(row, found->second, found->first);
}

Problem Replay::act(const LedgerRow& row, Document& document, galley::span outer) {
    if (row.op == Op::kMove) {
        return move(row, document, outer);
    }
    auto taken = document.pieces.take(row.range);
    if (!taken) {
        return taken.error().message;
    }
    if (taken->empty()) {
        return "nothing stands at " + describe(row.range);
    }
    if (row.op == Op::kSplit) {
        return split(row, std::move(*taken));
    }
    if (row.op == Op::kReplace) {
        document.pieces.put_back({row.range, row.replacement, true});
    }
    return fill(*taken, row.text);
}

Problem Replay::collapse(const LedgerRow& row, Document& document) {
    for (const auto gap : row.gaps) {
        auto taken =
            gap.empty() || gap.end > size_ ? std::vector<Piece>{} : document.pieces.take(gap);
        if (!taken) {
            return taken.error().message;
        }
        const auto is_source = [](const Piece& piece) { return !piece.is_replacement; };
        if (taken->empty() || size_of(*taken) != gap.size() ||
            !std::ranges::all_of(*taken, is_source)) {
            return "gap " + describe(gap) + " does not stand there";
        }
        if (auto problem = fill(*taken, std::string(gap.size(), '\n'))) {
            return problem;
        }
    }
    return std::nullopt;
}

Problem Replay::move(const LedgerRow& row, Document& document, galley::span outer) {
    auto taken = document.pieces.take(row.range);
    if (!taken) {
        return taken.error().message;
    }
    if (taken->empty()) {
        return "nothing stands at " + describe(row.range);
    }
    moved_.push_back({&row, *taken});
    if (row.destination == outer.end) {
        document.pieces.append(std::move(*taken));
        return std::nullopt;
    }
    auto done = document.pieces.insert_before(row.destination, std::move(*taken));
    return done ? std::nullopt : Problem("destination: " + done.error().message);
}

/// A child that takes all there is of its parent can have the parent's name: it goes on under it.
Problem Replay::split(const LedgerRow& row, std::vector<Piece> pieces) {
    auto& child = documents_[row.range];
    if (size_of(child.pieces.all()) > 0) {
        return "a document " + describe(row.range) + " stands already";
    }
    child.pieces.append(std::move(pieces));
    return std::nullopt;
}

Problem Replay::put_text(galley::span name, std::string_view text) {
    const auto found = documents_.find(name);
    if (found == documents_.end()) {
        return "no decision cut this document out of its source";
    }
    auto& document = found->second;
    const auto pieces = document.pieces.all();
    if (text.empty() && (document.exported || size_of(pieces) > 0)) {
        return std::nullopt;  // an empty parent's, whose child goes on under its name
    }
    if (document.exported) {
        return "this document has two texts";
    }
    document.exported = true;
    return fill(pieces, text);
}

std::optional<galley::span> Replay::unexported() const {
    for (const auto& [name, document] : documents_) {
        if (!document.exported && size_of(document.pieces.all()) > 0) {
            return name;
        }
    }
    return std::nullopt;
}

std::optional<std::pair<const LedgerRow*, std::string>> Replay::check_moves() const {
    for (const auto& moved : moved_) {
        const auto problem = each_part(
            moved.pieces, moved.row->text, [&](const Piece& piece, std::string_view part) {
                const auto expected = piece.is_replacement ? piece.replacement
                                                           : std::string_view(source_).substr(
                                                                 piece.source.begin, piece.size());
                return part == expected ? std::nullopt : differs(piece);
            });
        if (problem) {
            return std::pair(moved.row, *problem);
        }
    }
    return std::nullopt;
}

}  // namespace galley::core::ledger
