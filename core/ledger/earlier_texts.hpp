// SPDX-License-Identifier: Apache-2.0
// Texts that a version did not export again stand in earlier versions of its run.
#pragma once
#include <deque>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/ledger/ledger_lines.hpp"
#include "core/ledger/text_index.hpp"
#include "core/result.hpp"

namespace galley::core::ledger {

/// Where a text stands.
struct FoundText {
    const TextIndex* in = nullptr;  ///< null: nowhere
    TextPlace place;
    bool is_purged = false;  ///< nowhere, because its source was purged
};

class EarlierTexts {
  public:
    /// @param versions  oldest first; the newest that has a text counts.
    explicit EarlierTexts(std::vector<std::filesystem::path> versions);

    /// Looks for the text of a document. The first call reads all versions.
    Result<FoundText> find(std::string_view sha256, galley::span document);

    /// What find() found; until its next call.
    const ExportedText& text() const { return text_; }

  private:
    Result<void> open();
    Result<bool> read(const TextIndex& texts, const TextPlace& place);

    std::vector<std::filesystem::path> versions_;  ///< newest first
    std::deque<TextIndex> texts_;
    LineParser parser_;
    std::string buffer_;
    ExportedText text_;
};

}  // namespace galley::core::ledger
