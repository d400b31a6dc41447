// SPDX-License-Identifier: Apache-2.0
// One input document as its outputs tell it: the decisions on it and on all that was cut out of
// it, and the texts that were exported.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include <galley/values.hpp>

namespace galley::core::ledger {

enum class Op : std::uint8_t { kStrip, kReplace, kMove, kSplit, kKeep, kCollapse };

/// "strip" and the others as ledger.jsonl has them; nothing for another word.
std::optional<Op> parse_op(std::string_view word);
std::string_view to_string(Op op);

/// A row of the ledger. Ranges are bytes of the decoded source.
struct LedgerRow {
    Op op = Op::kKeep;
    bool applied = true;  ///< false: held or kept, the text is as it was
    std::uint64_t seq = 0;
    std::string_view uri;  ///< the document it was made on
    galley::span range;
    ByteOffset destination = 0;
    std::string_view text, replacement;
    std::vector<galley::span> gaps;
};

/// The text of a document that was exported.
struct ExportedText {
    std::string_view uri, text;
    bool purged = false;    ///< the text is no longer told
    bool canceled = false;  ///< an earlier version of the run exported it, and it is no more
};

/// Views are borrowed.
struct Family {
    std::string_view sha256;  ///< of the source: 64 hexadecimal digits
    std::uint64_t source_bytes = 0;
    std::span<const LedgerRow> rows;  ///< of one document: in order of seq
    std::span<const ExportedText> texts;
};

/// The parts of "galley:<sha256>#<begin>-<end>".
struct DocumentName {
    std::string_view sha256;
    galley::span range;
};

std::optional<DocumentName> parse_uri(std::string_view uri);

}  // namespace galley::core::ledger
