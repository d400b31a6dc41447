// SPDX-License-Identifier: Apache-2.0
// What a change of rules does, as one HTML page for reading: offline, without scripts.
#pragma once
#include <string>
#include <string_view>

#include "core/workbench/effects.hpp"

namespace galley::core::workbench {

/// What stands in the head of the page.
struct DiffTitle {
    std::string_view before, after;  ///< the configs as they were named
};

/// All text of documents is escaped; invisible characters are shown as U+202E.
std::string diff_page(const Effects& effects, const DiffTitle& title);

}  // namespace galley::core::workbench
