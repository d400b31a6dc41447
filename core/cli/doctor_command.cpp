// SPDX-License-Identifier: Apache-2.0
// galley doctor.
#include <algorithm>
#include <nlohmann/json.hpp>

#include <galley/plugin.h>

#include "core/cli/commands.hpp"
#include "core/cli/exit_code.hpp"
#include "core/cli/json_line.hpp"
#include "core/cli/session.hpp"
#include "core/isolation/supervisor.hpp"
#include "core/loading/search_path.hpp"
#include "core/reporting/log.hpp"
#include "core/rules/database_cache.hpp"
#include "core/rules/hyperscan_prefilter.hpp"
#include "core/version.hpp"

namespace galley::core::cli {
namespace {

/// A finding: what was looked at, what was found, and what is worse for it; "" when nothing is.
struct Finding {
    std::string what, found, worse;
};

/// A worker is started to see, not asked about.
Finding look_at_sandbox() {
    isolation::Supervisor supervisor(
        isolation::worker_beside(loading::this_executable()), config::IsolationSettings{});
    const auto state = supervisor.probe();
    if (!state.has_value()) {
        return {"sandbox", state.error().message, "`isolate process` does not work"};
    }
    return {
        "sandbox",
        state->text(),
        state->is_whole() ? "" : "a plugin with `isolate process` may reach files or the network"};
}

Finding look_at_hyperscan() {
    constexpr const char* kSlow = "rules run on RE2 alone, several times slower";
    const auto platform = rules::hyperscan_platform();
    if (platform.empty()) {
        return {"hyperscan", "none, or not for this processor", kSlow};
    }
    return rules::hyperscan_is_sound(rules::DatabaseCache({}))
               ? Finding{"hyperscan", platform, ""}
               : Finding{"hyperscan", platform + ", loses matches in the self-check", kSlow};
}

Finding look_at_cache() {
    const auto folder = rules::default_cache_folder();
    return folder.empty()
               ? Finding{"cache", "none: neither XDG_CACHE_HOME nor HOME is set",
                         "rules are compiled at each start"}
               : Finding{"cache", folder.string(), ""};
}

Finding look_at_plugins() {
    const auto catalog = default_catalog();
    if (!catalog.has_value()) {
        return {"plugins", catalog.error().message, "no plugin is found"};
    }
    std::string found = std::to_string(catalog->plugins().size()) + " in";
    for (const auto& folder : catalog->folders()) {
        found += " " + folder.string();
    }
    const auto refused = catalog->refused().size();
    return {
        "plugins",
        found,
        refused == 0 ? "" : std::to_string(refused) + " refused; `galley plugins list` says why"};
}

}  // namespace

int doctor_command(const Common& common) {
    const Finding findings[] = {
        {"galley",
         std::string(kVersion) + ", plugin ABI " + std::to_string(GALLEY_ABI_MAJOR) + "." +
             std::to_string(GALLEY_ABI_MINOR),
         ""},
        look_at_sandbox(),
        look_at_hyperscan(),
        look_at_cache(),
        look_at_plugins()};
    bool is_well = true;
    nlohmann::ordered_json line = {{"schema_version", 1}};
    for (const auto& each : findings) {
        is_well = is_well && each.worse.empty();
        line[each.what] = {{"found", each.found}, {"problem", each.worse}};
        if (!common.json) {
            auto text = each.what + ": " + each.found;
            text += each.worse.empty() ? "" : " -- " + each.worse;
            print(reporting::printable(text) + "\n");
        }
    }
    if (common.json) {
        line["ok"] = is_well;
        print_json(line);
    }
    return is_well ? kOk : kCheckFailed;
}

}  // namespace galley::core::cli
