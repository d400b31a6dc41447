// SPDX-License-Identifier: Apache-2.0
// galley version.
#include <nlohmann/json.hpp>

#include <galley/plugin.h>

#include "core/cli/commands.hpp"
#include "core/cli/exit_code.hpp"
#include "core/cli/json_line.hpp"
#include "core/version.hpp"

namespace galley::core::cli {

int version_command(const Common& common) {
    const auto abi = std::to_string(GALLEY_ABI_MAJOR) + "." + std::to_string(GALLEY_ABI_MINOR);
    if (common.json) {
        const nlohmann::ordered_json line = {
            {"schema_version", 1},
            {"version", kVersion},
            {"abi", abi},
            {"compiler", "g++ " __VERSION__}};
        print_json(line);
    } else {
        print(
            "galley " + std::string(kVersion) + " (plugin ABI " + abi + ", g++ " __VERSION__ ")\n");
    }
    return kOk;
}

}  // namespace galley::core::cli
