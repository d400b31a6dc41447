// SPDX-License-Identifier: Apache-2.0
// Replays the decisions on a family forward, on ranges, and fills the source from the texts they
// and the exports hold.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/ledger/conservation.hpp"
#include "core/ledger/family.hpp"
#include "core/ledger/piece_list.hpp"

namespace galley::core::ledger {

/// Why a step is not possible; nothing when it is.
using Problem = std::optional<std::string>;

/// Used once, in the order of its functions.
class Replay {
  public:
    enum class Fill : bool { kNo, kYes };

    /// @param fill  kNo: ranges and lengths are checked, but no source is made.
    Replay(const Family& family, Fill fill);

    /// Carries out the next row.
    Problem apply(const LedgerRow& row);

    /// Fills in an exported text.
    Problem put_text(galley::span document, std::string_view text);

    /// A document that still has pieces and was given no text.
    std::optional<galley::span> unexported() const;

    /// Compares the text of a moved row with what was filled in for it. @returns  row and problem.
    std::optional<std::pair<const LedgerRow*, std::string>> check_moves() const;

    std::string take_source() { return std::move(source_); }

    bool complete() const { return filled_ == size_; }

  private:
    struct Document {
        PieceList pieces;
        bool exported = false;
    };

    struct Moved {
        const LedgerRow* row;
        std::vector<Piece> pieces;
    };

    Problem act(const LedgerRow& row, Document& document, galley::span outer);
    Problem collapse(const LedgerRow& row, Document& document);
    Problem move(const LedgerRow& row, Document& document, galley::span outer);
    Problem split(const LedgerRow& row, std::vector<Piece> pieces);
    Problem fill(const std::vector<Piece>& pieces, std::string_view text);

    std::uint64_t size_ = 0;  ///< of the source
    std::string source_;      ///< empty when it is not filled in
    std::uint64_t filled_ = 0;
    std::map<galley::span, Document> documents_;
    std::vector<Moved> moved_;
};

}  // namespace galley::core::ledger
