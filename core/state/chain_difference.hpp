// SPDX-License-Identifier: Apache-2.0
// What tells two chains apart, in words.
#pragma once
#include <string>
#include <string_view>

#include "core/state/records.hpp"

namespace galley::core::state {

/// One line for each part that differs: "  pipeline.strip_notices.as_items: was true, is false".
/// Every line begins with a line end; at most ten.
std::string chain_difference(const RunInfo& was, const RunInfo& is);

}  // namespace galley::core::state
