// SPDX-License-Identifier: Apache-2.0
// One pass that carries out the decisions of a call: old pieces in, new pieces and ledger rows out.
#pragma once
#include <string_view>
#include <vector>

#include "core/document/document.hpp"

namespace galley::core::document {

/// Linear in pieces and decisions. Used once.
class Application {
  public:
    explicit Application(Document& document) : document_(document), old_(document.pieces_) {}

    void run();

  private:
    struct Move {
        const Pending* decision;
        std::vector<Piece> pieces;
        std::size_t marker = 0;  ///< goes before the kept piece of this index
    };
    enum class Edge { kBefore, kInside };

    void take_until(ByteOffset text_end, Edge edge, std::vector<Piece>& to);
    void mark_destinations_until(ByteOffset text_end);
    void carry_out(Pending& decision);
    void replace(const Pending& decision, const std::vector<Piece>& pieces);
    void split(Pending& decision, std::vector<Piece> pieces);
    void inherit(Document& child);
    void insert_moves();
    void add_rows(const Pending& decision, const std::vector<Piece>& pieces, RowStatus status);
    Row& add_row(
        const Pending& decision, galley::span range, std::string_view text, RowStatus status);
    void add_refused_rows();
    bool is_held(const Pending& decision) const;
    std::string_view kept_text(const Piece& first, const Piece& last) const;

    Document& document_;
    const std::vector<Piece>& old_;
    std::vector<Piece> kept_, taken_;
    std::vector<Move> moves_;
    std::vector<std::pair<ByteOffset, std::size_t>> destinations_;  ///< by place: of moves_
    std::size_t next_destination_ = 0;
    std::size_t piece_ = 0;  ///< the old piece the pass stands in
    ByteOffset used_ = 0;    ///< bytes of it already taken
};

}  // namespace galley::core::document
