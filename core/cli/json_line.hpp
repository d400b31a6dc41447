// SPDX-License-Identifier: Apache-2.0
// JSON on stdout, one object a line, whatever bytes a path or a message has.
#pragma once
#include <nlohmann/json.hpp>

#include "core/cli/terminal.hpp"
#include "core/reporting/printable.hpp"

namespace galley::core::cli {

/// What is not UTF-8 becomes U+FFFD; nothing commands a terminal.
inline void print_json(const nlohmann::ordered_json& line) {
    print(reporting::json_line(line));
}

}  // namespace galley::core::cli
