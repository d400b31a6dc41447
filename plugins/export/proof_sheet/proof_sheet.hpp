// SPDX-License-Identifier: Apache-2.0
// A proof sheet: each finished document as a part of a page an editor can read.
#pragma once
#include <string>
#include <string_view>

#include <galley/export.hpp>

#include "page_template.hpp"
#include "pages.hpp"
#include "sheet.hpp"

namespace galley::proof_sheet {

/// Writes documents as they come and holds nothing of them. All calls: failure with path and
/// reason.
class ProofSheet {
  public:
    /// @param position  what prepare() gave, or empty: a new sheet.
    /// @errors          failure GALLEY_E_ARGUMENT for text that no prepare() gave.
    void begin(
        const Assets& assets, std::string name, Pages::PathOf path_of, std::string_view position);
    void write(const record& finished);

    /// Makes the sheet whole. @returns where it stands; lives until the next call.
    std::string_view prepare();

    void commit() { pages_.commit(); }

    const Pages& pages() const { return pages_; }

  private:
    void write_article(const record& finished);
    void write_notice(const record& finished);
    void write_between(const record& page);
    void set_cards(bool open);

    Pages pages_;
    PageTemplate article_, notice_, between_;
    std::string html_;  ///< the document being written; kept for its memory
    std::string sha256_;
    std::string position_;
    bool cards_open_ = false;
};

}  // namespace galley::proof_sheet
