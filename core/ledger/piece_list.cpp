// SPDX-License-Identifier: Apache-2.0
// A linked list in text order with an index by source place: moves make the two differ.
#include "core/ledger/piece_list.hpp"

#include <iterator>
#include <set>

namespace galley::core::ledger {
namespace {

Error cuts_replacement(const Piece& piece, ByteOffset place) {
    return {
        "byte " + std::to_string(place) + " lies inside the replacement for " +
            std::to_string(piece.source.begin) + "-" + std::to_string(piece.source.end),
        ErrorKind::kInvalidInput};
}

}  // namespace

void PieceList::insert(Place before, Piece piece) {
    const auto at = pieces_.insert(before, piece);
    by_source_[piece.source.begin] = at;
}

Result<void> PieceList::cut(ByteOffset place) {
    auto next = by_source_.upper_bound(place);
    if (next == by_source_.begin()) {
        return {};
    }
    const auto at = std::prev(next)->second;
    if (at->source.begin == place || at->source.end <= place) {
        return {};
    }
    if (at->is_replacement) {
        return unexpected(cuts_replacement(*at, place));
    }
    const Piece tail{{place, at->source.end}, {}, false};
    at->source.end = place;
    insert(std::next(at), tail);
    return {};
}

bool PieceList::stand_together(const std::vector<Place>& places) const {
    for (std::size_t i = 1; i < places.size(); ++i) {
        if (std::next(places[i - 1]) != places[i]) {
            return false;
        }
    }
    return true;
}

Result<std::vector<Piece>> PieceList::take(galley::span range) {
    for (const auto place : {range.begin, range.end}) {
        if (auto done = cut(place); !done) {
            return unexpected(done.error());
        }
    }
    const auto first = by_source_.lower_bound(range.begin);
    const auto last = by_source_.lower_bound(range.end);
    std::vector<Place> places;
    for (auto at = first; at != last; ++at) {
        places.push_back(at->second);
    }
    std::vector<Piece> taken;
    if (stand_together(places)) {
        for (const auto place : places) {
            taken.push_back(*place);
            behind_taken_ = pieces_.erase(place);
        }
    } else {  // moves changed the order: go through the text
        std::set<ByteOffset> wanted;
        for (const auto place : places) {
            wanted.insert(place->source.begin);
        }
        for (auto at = pieces_.begin(); at != pieces_.end();) {
            if (!wanted.contains(at->source.begin)) {
                ++at;
                continue;
            }
            taken.push_back(*at);
            at = behind_taken_ = pieces_.erase(at);
        }
    }
    by_source_.erase(first, last);
    return taken;
}

void PieceList::append(std::vector<Piece> pieces) {
    for (const auto& piece : pieces) {
        insert(pieces_.end(), piece);
    }
}

Result<void> PieceList::insert_before(ByteOffset place, std::vector<Piece> pieces) {
    if (auto done = cut(place); !done) {
        return done;
    }
    const auto at = by_source_.find(place);
    if (at == by_source_.end()) {
        return unexpected(
            Error{"nothing stands at byte " + std::to_string(place), ErrorKind::kInvalidInput});
    }
    const auto before = at->second;
    for (const auto& piece : pieces) {
        insert(before, piece);
    }
    return {};
}

void PieceList::put_back(Piece replacement) {
    insert(behind_taken_, replacement);
}

}  // namespace galley::core::ledger
