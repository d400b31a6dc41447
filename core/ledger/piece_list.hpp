// SPDX-License-Identifier: Apache-2.0
// The pieces of one document while its decisions are replayed: ranges alone, no text.
#pragma once
#include <cstdint>
#include <list>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <galley/values.hpp>

#include "core/result.hpp"

namespace galley::core::ledger {

/// A run of a text: a range of the source, or a replacement standing for one.
struct Piece {
    galley::span source;
    std::string_view replacement;
    bool is_replacement = false;

    ByteOffset size() const { return is_replacement ? replacement.size() : source.size(); }
};

/// Pieces in text order, found by their place in the source. Written apart from core/document on
/// purpose: it is what that is checked with.
class PieceList {
  public:
    PieceList() = default;
    PieceList(const PieceList&) = delete;  // places point into the list
    PieceList& operator=(const PieceList&) = delete;

    bool empty() const { return pieces_.empty(); }

    /// Takes out what lies in a range, in text order, cutting pieces at its ends.
    /// @errors  a replacement lies across an end of the range.
    Result<std::vector<Piece>> take(galley::span range);

    /// Puts pieces at the end.
    void append(std::vector<Piece> pieces);

    /// Puts pieces before the one that holds the source byte `place`.
    /// @errors  nothing stands there, or a replacement that does not begin there.
    Result<void> insert_before(ByteOffset place, std::vector<Piece> pieces);

    /// Puts a replacement where what stood for its range was taken from.
    void put_back(Piece replacement);

    /// In text order.
    std::vector<Piece> all() const { return {pieces_.begin(), pieces_.end()}; }

  private:
    using Place = std::list<Piece>::iterator;

    Result<void> cut(ByteOffset place);
    void insert(Place before, Piece piece);
    bool stand_together(const std::vector<Place>& places) const;

    std::list<Piece> pieces_;
    std::map<ByteOffset, Place> by_source_;  ///< by the begin of their source range
    Place behind_taken_ = pieces_.end();     ///< what stood behind the pieces taken last
};

}  // namespace galley::core::ledger
