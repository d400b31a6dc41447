// SPDX-License-Identifier: Apache-2.0
// Reading, checking and loading, step by step.
#include "core/cli/session.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "core/cli/plugin_search.hpp"
#include "core/config/chain_hash.hpp"
#include "core/loading/loader.hpp"
#include "core/loading/search_path.hpp"
#include "core/pipeline/bounds.hpp"

namespace galley::core::cli {
namespace {

Error config_error(const config::Diagnostics& problems) {
    auto text = config::to_text(problems);
    while (text.ends_with('\n')) {
        text.pop_back();
    }
    return {std::move(text), ErrorKind::kConfig};
}

/// The command line's inputs in place of the `path` of the first stage that has one.
Result<bool> set_inputs(
    config::Config& config,
    const loading::Catalog& catalog,
    const std::vector<std::string>& inputs) {
    if (inputs.empty()) {
        return true;
    }
    for (auto& stage : config.stages) {
        const auto* plugin = catalog.find(stage.plugin);
        const auto* param = plugin == nullptr ? nullptr : plugin->param("path");
        if (stage.kind != PluginKind::kIngest || param == nullptr ||
            param->type != ParamType::kList) {
            continue;
        }
        std::erase_if(
            stage.options, [](const config::Option& option) { return option.key == "path"; });
        config::Option option;
        option.key = "path";
        option.values = inputs;
        option.is_array = true;
        option.position = {std::string(config::kCommandLine), 0, "pipeline." + stage.id + ".path"};
        stage.options.push_back(std::move(option));
        return true;
    }
    return unexpected(Error{
        config.file.string() + ": INPUT on the command line: no ingest stage of this config has a "
                               "list `path` to take it",
        ErrorKind::kUsage});
}

/// The contents of files that a cleanup or tagging stage is given by path, such as rule files.
std::string given_files(const config::ResolvedStage& resolved) {
    std::string out;
    const bool reads_rules =
        resolved.stage.kind == PluginKind::kCleanup || resolved.stage.kind == PluginKind::kTagging;
    for (const auto& value : resolved.values) {
        const auto* param = resolved.plugin->param(value.name);
        if (!reads_rules || param == nullptr || (param->flags & kParamPaths) == 0) {
            continue;
        }
        for (const auto& path : value.texts) {
            std::ifstream in(path, std::ios::binary);
            out.append(std::istreambuf_iterator<char>(in), {});
            out += '\n';
        }
    }
    return out;
}

/// What the run key sees of a stage's rule packs: the files in its plugin's rules folder.
std::string rule_packs(const std::filesystem::path& folder, pipeline::Resources& resources) {
    std::vector<std::string> names;
    std::error_code code;
    for (const auto& entry : std::filesystem::directory_iterator(folder / "rules", code)) {
        names.push_back("rules/" + entry.path().filename().string());
    }
    std::ranges::sort(names);
    std::string out;
    for (const auto& name : names) {
        out += name + '\n';
        out += resources.get(folder, name).has_value() ? *resources.get(folder, name)
                                                       : std::string_view{};
    }
    return out;
}

void prepare_isolation(Session& session) {
    if (std::ranges::any_of(session.chain.stages, &config::ResolvedStage::is_isolated)) {
        session.prepared.supervisor = std::make_unique<isolation::Supervisor>(
            isolation::worker_beside(loading::this_executable()), session.config.isolation);
    }
}

/// Loads the plugin of a stage, or, when workers will, stands something in for it.
Result<pipeline::Stage*> make_stage(
    pipeline::PreparedChain& prepared, const config::ResolvedStage& resolved) {
    pipeline::Stage stage;
    stage.config = &resolved;
    if (resolved.is_isolated) {
        stage.plugin = &prepared.stand_ins.emplace_back(isolation::stand_in(*resolved.plugin));
        stage.data_folder = std::filesystem::path(resolved.plugin->file).replace_extension();
        stage.is_isolated = true;
        stage.worker_stage = prepared.supervisor->add_stage(resolved);
    } else {
        auto loaded = loading::load_plugin(*resolved.plugin);
        if (!loaded.has_value()) {
            return unexpected(loaded.error());
        }
        stage.plugin = loaded->table;
        stage.data_folder = loaded->data_folder;
    }
    return &prepared.stages.emplace_back(std::move(stage));
}

/// What a kind cannot tell: whether an ingest plugin is a source, a reader or both.
Result<bool> check_input(const Session& session) {
    const auto offers = [&](const char* id) {
        return std::ranges::any_of(session.prepared.stages, [&](const pipeline::Stage& stage) {
            return stage.plugin->kind == GALLEY_KIND_INGEST && stage.offers(id);
        });
    };
    const auto missing = [&](const std::string& what) {
        return unexpected(Error{
            session.config.pipeline_position.where() + ": pipeline: pipeline " +
                session.config.pipeline + " has no " + what,
            ErrorKind::kConfig});
    };
    if (!offers(GALLEY_SOURCE_V1)) {
        return missing("source (such as: ingest files)");
    }
    return offers(GALLEY_READER_V1) ? Result<bool>(true) : missing("reader (such as: ingest text)");
}

}  // namespace

Result<loading::Catalog> default_catalog() {
    return find_plugins({}, {});
}

Result<std::unique_ptr<Session>> check_config(
    const std::string& file,
    const std::vector<std::string>& set,
    const std::vector<std::string>& inputs) {
    auto read = config::read_config(file, set);
    if (!read.has_value()) {
        return unexpected(config_error(read.error()));
    }
    auto session = std::make_unique<Session>();
    session->config = std::move(read).value();
    auto catalog = find_plugins(session->config.plugin_paths, session->config.trusted_plugins);
    if (!catalog.has_value()) {
        return unexpected(catalog.error());
    }
    session->catalog = std::move(catalog).value();
    if (auto replaced = set_inputs(session->config, session->catalog, inputs);
        !replaced.has_value()) {
        return unexpected(replaced.error());
    }
    auto chain = config::validate(session->config, as_config_sees(session->catalog));
    if (!chain.has_value()) {
        return unexpected(config_error(chain.error()));
    }
    session->chain = std::move(chain).value();
    const auto refused = bind_to_allow_list(session->config, session->chain, session->catalog);
    if (!refused.empty()) {
        return unexpected(config_error(refused));
    }
    return session;
}

void apply_config(pipeline::Services& services, const Session& session) {
    services.bounds = pipeline::bounds_of(session.config.limits);
    services.secrets = config::secrets_of(session.chain);
}

Result<bool> load_plugins(Session& session) {
    auto& prepared = session.prepared;
    prepared.config = &session.config;
    prepare_isolation(session);
    std::map<std::string, std::mutex*> serial;
    for (const auto& resolved : session.chain.stages) {
        auto made = make_stage(prepared, resolved);
        if (!made.has_value()) {
            return unexpected(made.error());
        }
        auto& stage = *made.value();
        stage.author = {
            resolved.stage.id,
            resolved.plugin->id,
            resolved.plugin->version,
            stage.plugin->kind,
            stage.plugin->capabilities};
        if (stage.plugin->thread_model == GALLEY_THREAD_SERIAL && !stage.is_isolated) {
            auto& mutex = serial[resolved.plugin->file.string()];
            mutex = mutex == nullptr ? &prepared.serial.emplace_back() : mutex;
            stage.serial = mutex;
        } else if (
            stage.plugin->thread_model != GALLEY_THREAD_INSTANCE &&
            stage.plugin->thread_model != GALLEY_THREAD_SERIAL) {
            return unexpected(Error{
                resolved.stage.position.where() + ": pipeline." + stage.id() + ": " +
                    resolved.plugin->id +
                    " asks for a thread model that this version does not run (SHARED or ORDERED); "
                    "expected INSTANCE or SERIAL",
                ErrorKind::kConfig});
        }
    }
    if (auto input = check_input(session); !input.has_value()) {
        return input;
    }
    pipeline::Resources resources;
    const auto packs = [&](const config::ResolvedStage& resolved) {
        const auto found = std::ranges::find(prepared.stages, &resolved, &pipeline::Stage::config);
        return found == prepared.stages.end()
                   ? std::string()
                   : rule_packs(found->data_folder, resources) + given_files(resolved);
    };
    prepared.hash = config::chain_hash(session.config, session.chain, packs);
    prepared.parts = config::chain_parts(session.config, session.chain, packs);
    return true;
}

}  // namespace galley::core::cli
