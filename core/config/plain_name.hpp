// SPDX-License-Identifier: Apache-2.0
// The one rule for what may become a path in the output folder.
#pragma once
#include <string_view>

namespace galley::core::config {

/// Whether a name is plain: letters, digits and . _ -, at most one '/', no part that begins with a
/// dot, no part of more than 200.
bool is_plain_name(std::string_view name);

}  // namespace galley::core::config
