// SPDX-License-Identifier: Apache-2.0
// galley plugins list and inspect.
#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <galley/words.hpp>

#include "core/cli/commands.hpp"
#include "core/cli/exit_code.hpp"
#include "core/cli/json_line.hpp"
#include "core/cli/session.hpp"
#include "core/config/reference.hpp"
#include "core/reporting/log.hpp"

namespace galley::core::cli {
namespace {

using nlohmann::ordered_json;

std::string type_name(ParamType type) {
    return std::string(galley::word_of(galley::param_type_words, static_cast<std::uint32_t>(type)));
}

std::string default_of(const ParamInfo& param) {
    const auto text = param.default_value.value_or("");
    return param.type == ParamType::kSecret && !text.empty() ? "***" : text;
}

ordered_json to_json(const PluginInfo& plugin) {
    auto params = ordered_json::array();
    for (const auto& p : plugin.params) {
        params.push_back(
            {{"name", p.name},
             {"type", type_name(p.type)},
             {"default", default_of(p)},
             {"help", p.help},
             {"unit", p.unit},
             {"choices", p.choices},
             {"min", p.min},
             {"max", p.max},
             {"required", (p.flags & kParamRequired) != 0}});
    }
    return {
        {"schema_version", 1},
        {"id", plugin.id},
        {"kind", config::keyword(plugin.kind)},
        {"version", plugin.version},
        {"summary", plugin.summary},
        {"license", plugin.license},
        {"file", plugin.file.string()},
        {"reads", plugin.reads},
        {"writes", plugin.writes},
        {"reads_files", plugin.reads_files},
        {"needs_isolation", plugin.needs_isolation},
        {"params", params}};
}

std::string to_text(const PluginInfo& plugin) {
    auto out = fmt::format(
        "{} {}\n  {}\n  kind     {}\n  licence  {}\n  file     {}\n",
        plugin.id,
        plugin.version,
        plugin.summary,
        config::keyword(plugin.kind),
        plugin.license,
        reporting::printable(plugin.file.string()));
    if (!plugin.reads.empty()) {
        out += fmt::format("  reads    {}\n", fmt::join(plugin.reads, ", "));
    }
    if (!plugin.writes.empty()) {
        out += fmt::format("  writes   {}\n", fmt::join(plugin.writes, ", "));
    }
    for (const auto& path : plugin.reads_files) {
        out += fmt::format("  needs    to read {}\n", reporting::printable(path));
    }
    if (plugin.needs_isolation) {
        out += "  needs    a process of its own, unless a config says isolate none\n";
    }
    out += plugin.params.empty() ? "  no parameters\n" : "  parameters\n";
    for (const auto& p : plugin.params) {
        auto range = p.choices.empty() ? std::string() : " of " + p.choices;
        if (!p.min.empty() || !p.max.empty()) {
            range += fmt::format(" {}..{}", p.min, p.max);
        }
        out += fmt::format(
            "    {:<18} {:<9}{} [{}]{}\n{:23}{}\n",
            p.name,
            type_name(p.type),
            range,
            (p.flags & kParamRequired) != 0 ? "required" : default_of(p),
            p.unit.empty() ? "" : " " + p.unit,
            "",
            p.help);
    }
    return out;
}

int print_reference(const loading::Catalog& catalog) {
    std::vector<const PluginInfo*> plugins;
    for (const auto& plugin : catalog.plugins()) {
        plugins.push_back(&plugin);
    }
    print(config::to_reference_markdown(plugins));
    return kOk;
}

}  // namespace

int list_plugins_command(const Common& common) {
    const auto searched = default_catalog();
    if (!searched.has_value()) {
        return fail(searched.error());
    }
    const auto& catalog = searched.value();
    for (const auto& plugin : catalog.plugins()) {
        if (common.json) {
            print_json(to_json(plugin));
        } else {
            print(fmt::format("{:<30} {:<8} {}\n", plugin.id, plugin.version, plugin.summary));
        }
    }
    for (const auto& refused : catalog.refused()) {
        if (common.json) {
            const ordered_json line = {
                {"schema_version", 1},
                {"refused", refused.file.string()},
                {"reason", refused.reason},
                {"remedy", refused.remedy}};
            print_json(line);
        } else {
            say("galley: refused: " + reporting::printable(refused.message()) + "\n");
        }
    }
    for (const auto& shadowed : catalog.shadowed()) {
        say(fmt::format(
            "galley: {}: {} is found earlier, in {}\n",
            reporting::printable(shadowed.file.string()),
            shadowed.id,
            reporting::printable(shadowed.by.string())));
    }
    return kOk;
}

int inspect_plugin_command(const Common& common, const InspectOptions& options) {
    if (options.reference) {
        const auto all = default_catalog();
        return all.has_value() ? print_reference(all.value()) : fail(all.error());
    }
    if (options.plugin.empty()) {
        return fail({"plugins inspect: expected an id, a file or --reference", ErrorKind::kUsage});
    }
    const bool is_file =
        options.plugin.find('/') != std::string::npos || options.plugin.ends_with(".so");
    const auto path = std::filesystem::absolute(options.plugin).lexically_normal();
    // Looking runs none of its code, whoever may change it.
    const auto searched = is_file ? Result<loading::Catalog>(loading::Catalog::discover(
                                        {path.parent_path()}, loading::Trust({path.parent_path()})))
                                  : default_catalog();
    if (!searched.has_value()) {
        return fail(searched.error());
    }
    const auto& catalog = searched.value();
    bool found = false;
    for (const auto& plugin : catalog.plugins()) {
        if (is_file ? plugin.file == path : plugin.id == options.plugin) {
            if (common.json) {
                print_json(to_json(plugin));
            } else {
                print(to_text(plugin));
            }
            found = true;
        }
    }
    if (found) {
        return kOk;
    }
    for (const auto& refused : catalog.refused()) {
        if (is_file && refused.file == path) {
            return fail({refused.message(), ErrorKind::kConfig});
        }
    }
    std::vector<std::string> ids;
    std::ranges::transform(catalog.plugins(), std::back_inserter(ids), &PluginInfo::id);
    const auto meant = config::closest(options.plugin, ids);
    return fail(
        {"no plugin " + options.plugin + (meant.empty() ? "" : " (did you mean " + meant + "?)"),
         ErrorKind::kUsage});
}

}  // namespace galley::core::cli
