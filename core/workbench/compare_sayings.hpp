// SPDX-License-Identifier: Apache-2.0
// Compares what two chains said about one document: fields and tags.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/document/family.hpp"
#include "core/workbench/effects.hpp"

namespace galley::core::workbench {

/// One entry for each value that only one side has; articles and notices apart.
std::vector<std::pair<EffectKey, Example>> compare_sayings(
    document::Family& before, document::Family& after);

/// 1-based.
std::size_t line_number(std::string_view source, ByteOffset at);

/// The begin of a long text; runs of line ends as one arrow.
std::string shortened(std::string_view text);

}  // namespace galley::core::workbench
