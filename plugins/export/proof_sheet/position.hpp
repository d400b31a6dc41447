// SPDX-License-Identifier: Apache-2.0
// Where a sheet stands, as a text that the host keeps for a resumed run.
#pragma once
#include <string>
#include <string_view>

#include "pages.hpp"

namespace galley::proof_sheet {

struct SheetPosition {
    Pages::Standing pages;
    std::string sha256;  ///< of the source last written: a page does not turn within a document
    bool cards_open = false;
};

/// One line of JSON.
std::string to_position(const SheetPosition& at);

/// Empty text: a sheet that begins.
/// @errors  failure GALLEY_E_ARGUMENT for text that no to_position() made.
SheetPosition from_position(std::string_view text);

}  // namespace galley::proof_sheet
