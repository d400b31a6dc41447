// SPDX-License-Identifier: Apache-2.0
// JSON on stdout, one object a line, whatever bytes a path or a message has.
#pragma once
#include <nlohmann/json.hpp>

#include "core/cli/terminal.hpp"

namespace galley::core::cli {

/// What is not UTF-8 becomes U+FFFD.
inline void print_json(const nlohmann::ordered_json& line) {
    print(line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n");
}

}  // namespace galley::core::cli
