// SPDX-License-Identifier: Apache-2.0
// galley validate.
#include <nlohmann/json.hpp>

#include "core/cli/commands.hpp"
#include "core/cli/exit_code.hpp"
#include "core/cli/json_line.hpp"
#include "core/cli/plugin_search.hpp"
#include "core/cli/session.hpp"
#include "core/reporting/log.hpp"

namespace galley::core::cli {
namespace {

/// Everything short of reading a document: plugins loaded, created and configured, rules compiled.
Result<bool> check(const std::string& file, const std::vector<std::string>& set) {
    auto session = check_config(file, set);
    if (!session.has_value()) {
        return unexpected(session.error());
    }
    if (auto loaded = load_plugins(*session.value()); !loaded.has_value()) {
        return loaded;
    }
    for (const auto& text : stand_ins(session.value()->chain, session.value()->catalog)) {
        say("galley: warning: " + reporting::printable(text) + "\n");
    }
    rules::RuleStore store({.warn = [](std::string_view text) {
        say("galley: warning: " + reporting::printable(text) + "\n");
    }});
    pipeline::Services services;
    services.rules = &store;
    apply_config(services, *session.value());
    if (auto* supervisor = session.value()->prepared.supervisor.get(); supervisor != nullptr) {
        if (auto started = supervisor->start(GALLEY_LOG_ERROR); !started.has_value()) {
            return unexpected(started.error());
        }
    }
    for (const auto& stage : session.value()->prepared.stages) {
        if (auto made = pipeline::Instance::create(stage, services); !made.has_value()) {
            return unexpected(made.error());
        }
    }
    return true;
}

}  // namespace

int validate_command(const Common& common, const ValidateOptions& options) {
    int code = kOk;
    for (const auto& file : options.configs) {
        const auto checked = check(file, options.set);
        if (common.json) {
            const nlohmann::ordered_json line = {
                {"schema_version", 1},
                {"config", file},
                {"ok", checked.has_value()},
                {"problems", checked.has_value() ? std::string() : checked.error().message}};
            print_json(line);
        } else if (checked.has_value()) {
            print(reporting::printable(file) + ": ok\n");
        }
        if (!checked.has_value()) {
            code = common.json ? static_cast<int>(exit_code(checked.error().kind))
                               : fail(checked.error());
        }
    }
    return code;
}

}  // namespace galley::core::cli
