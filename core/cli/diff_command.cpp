// SPDX-License-Identifier: Apache-2.0
// galley diff.
#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <thread>

#include <fmt/format.h>

#include "core/cli/commands.hpp"
#include "core/cli/exit_code.hpp"
#include "core/cli/json_line.hpp"
#include "core/cli/session.hpp"
#include "core/reporting/log.hpp"
#include "core/workbench/diff_corpus.hpp"
#include "core/workbench/diff_page.hpp"
#include "core/workbench/difference.hpp"
#include "core/workbench/write_file.hpp"

namespace galley::core::cli {
namespace {

using workbench::EffectGroup;
using workbench::EffectKey;
using workbench::Effects;

/// One of the two configs, ready to run. Its address is kept.
struct Loaded {
    std::unique_ptr<Session> session;
    pipeline::Services services;
};

Result<bool> load(
    const std::string& config,
    const std::vector<std::string>& inputs,
    rules::RuleStore& store,
    Loaded& out) {
    auto session = check_config(config, {}, inputs);
    if (!session.has_value()) {
        return unexpected(session.error());
    }
    out.session = std::move(session).value();
    out.services.rules = &store;
    apply_config(out.services, *out.session);
    return load_plugins(*out.session);
}

std::string name_of(const EffectKey& key) {
    auto name = key.stage + (key.stage.empty() ? "" : ": ") + key.rule;
    name += key.category.empty() ? "" : " (" + key.category + ")";
    return reporting::printable(name);
}

std::string shorten(std::string_view text, std::size_t most_columns) {
    std::string out;
    std::size_t columns = 0;
    for (const auto& each : workbench::characters_of(text)) {
        columns += workbench::width_columns(each);
        if (columns > most_columns) {
            return reporting::printable(out) + "...";
        }
        out += each;
    }
    return reporting::printable(out);
}

void print_examples(const EffectGroup& group) {
    constexpr std::size_t kMostColumns = 100;
    for (const auto& each : group.examples) {
        const auto place = each.line == 0 ? each.path : fmt::format("{}:{}", each.path, each.line);
        print(fmt::format(
            "    {}  {}\n", reporting::printable(place), shorten(each.text, kMostColumns)));
    }
}

void print_text(const Effects& effects) {
    for (const auto& each : workbench::sums(effects)) {
        print(fmt::format(
            "{}: {}\n",
            workbench::title(each.effect),
            workbench::counted(each.passages, "passage")));
        std::size_t widest = 0;
        for (const auto& [key, group] : each.groups) {
            widest = std::max(widest, workbench::width_columns(name_of(*key)));
        }
        for (const auto& [key, group] : each.groups) {
            const auto name = name_of(*key);
            const std::string fill(widest - workbench::width_columns(name), ' ');
            print(fmt::format("  {}{}  {}\n", name, fill, workbench::amounts(*group)));
            print_examples(*group);
        }
    }
    print(fmt::format(
        "{} read, {} with a difference\n",
        workbench::counted(effects.read, "document"),
        effects.differing));
}

void print_group(const EffectKey& key, const EffectGroup& group) {
    auto examples = nlohmann::ordered_json::array();
    for (const auto& each : group.examples) {
        examples.push_back(
            {{"path", each.path},
             {"line", each.line},
             {"text", each.text},
             {"before", each.before},
             {"after", each.after}});
    }
    print_json(
        {{"schema_version", 1},
         {"effect", workbench::word(key.effect)},
         {"stage", key.stage},
         {"rule", key.rule},
         {"category", key.category},
         {"passages", group.passages},
         {"characters", group.characters},
         {"documents", group.documents},
         {"examples", examples}});
}

void print_as_json(const Effects& effects) {
    for (const auto& each : workbench::sums(effects)) {
        for (const auto& [key, group] : each.groups) {
            print_group(*key, *group);
        }
    }
    print_json(
        {{"schema_version", 1},
         {"effect", "summary"},
         {"documents", effects.read},
         {"differing", effects.differing}});
}

int tell(const Common& common, const DiffOptions& options, const Effects& effects) {
    if (effects.read == 0) {
        return fail({"INPUT: expected documents to compare, got none", ErrorKind::kUsage});
    }
    if (!options.html.empty()) {
        const auto page = workbench::diff_page(effects, {options.before, options.after});
        if (auto written = workbench::write_file(options.html, page); !written.has_value()) {
            return fail(written.error());
        }
    }
    common.json ? print_as_json(effects) : print_text(effects);
    return effects.differing > 0 ? kCheckFailed : kOk;
}

}  // namespace

int diff_command(const Common& common, const DiffOptions& options) {
    if (std::ranges::find(options.inputs, "-") != options.inputs.end()) {
        return fail(
            {"INPUT: both configs read it, and standard input can be read once; expected a file, a "
             "folder or a glob, got -",
             ErrorKind::kUsage});
    }
    rules::RuleStore store;
    Loaded before;
    Loaded after;
    for (auto* side : {&before, &after}) {
        const auto& config = side == &before ? options.before : options.after;
        if (auto loaded = load(config, options.inputs, store, *side); !loaded.has_value()) {
            return fail(loaded.error());
        }
    }
    workbench::DiffOptions how;
    how.jobs = options.jobs > 0 ? options.jobs : std::max(1U, std::thread::hardware_concurrency());
    how.limit = options.limit.value_or(UINT64_MAX);
    how.most_examples = options.examples;
    const auto effects = workbench::diff_corpus(
        {before.session->prepared, before.services},
        {after.session->prepared, after.services},
        how);
    return effects.has_value() ? tell(common, options, *effects) : fail(effects.error());
}

}  // namespace galley::core::cli
