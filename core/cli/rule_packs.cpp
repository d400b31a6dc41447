// SPDX-License-Identifier: Apache-2.0
// Finds the rule packs that `galley rules` is asked about, and compiles them as the stages would.
#include "core/cli/rule_packs.hpp"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <system_error>

#include "core/cli/session.hpp"
#include "core/config/diagnostic.hpp"
#include "core/rules/rules_extension.hpp"

namespace galley::core::cli {
namespace {

namespace fs = std::filesystem;

/// All *.rules below a folder, in the order of their names.
std::vector<std::string> rule_files_below(const fs::path& folder) {
    std::vector<std::string> files;
    std::error_code code;
    for (const auto& entry : fs::recursive_directory_iterator(folder, code)) {
        if (entry.path().extension() == ".rules" && entry.is_regular_file(code)) {
            files.push_back(entry.path().lexically_normal().string());
        }
    }
    std::ranges::sort(files);
    return files;
}

Result<std::string> read_pack(const std::string& path) {
    errno = 0;
    std::ifstream in(path, std::ios::binary);
    std::string text((std::istreambuf_iterator<char>(in)), {});
    if (!in) {
        const auto why = std::generic_category().message(errno == 0 ? EIO : errno);
        return unexpected(Error{path + ": cannot be read: " + why, ErrorKind::kConfig});
    }
    return text;
}

class PackLoader {
  public:
    explicit PackLoader(LoadedPacks& out) : out_(out) {}

    Result<bool> add_files(const std::string& owner, const std::vector<std::string>& paths) {
        std::vector<std::string> texts;
        for (const auto& path : paths) {
            auto text = read_pack(path);
            if (!text.has_value()) {
                return unexpected(text.error());
            }
            texts.push_back(std::move(text).value());
        }
        std::vector<rules::Pack> packs;
        for (std::size_t i = 0; i < paths.size(); ++i) {
            packs.push_back({paths[i], texts[i]});
        }
        const auto compiled = out_.store->compile(packs);
        if (!compiled.has_value()) {
            return unexpected(Error{rules::join_messages(compiled.error()), ErrorKind::kConfig});
        }
        out_.sets.push_back({owner, {}, compiled.value()});
        return true;
    }

    /// The packs beside a plugin; one without any adds nothing.
    Result<bool> add_plugin(const PluginInfo& plugin) {
        auto folder = plugin.file;
        const auto files = rule_files_below(folder.replace_extension() / "rules");
        return files.empty() ? Result<bool>(true) : add_files(plugin.id, files);
    }

    /// What the stages of a config compile when they are configured.
    Result<bool> add_config(const std::string& file, const std::vector<std::string>& set) {
        auto session = check_config(file, set);
        if (!session.has_value()) {
            return unexpected(session.error());
        }
        if (auto loaded = load_plugins(*session.value()); !loaded.has_value()) {
            return loaded;
        }
        pipeline::Services services;
        services.rules = out_.store.get();
        const auto* supervisor = session.value()->prepared.supervisor.get();
        auto given = supervisor == nullptr ? Result<std::vector<isolation::GivenPack>>({})
                                           : session.value()->prepared.supervisor->packs();
        if (!given.has_value()) {
            return unexpected(given.error());
        }
        for (const auto& stage : session.value()->prepared.stages) {
            if (stage.is_isolated) {
                if (auto added = add_given(stage, *given); !added.has_value()) {
                    return added;
                }
                continue;
            }
            auto made = pipeline::Instance::create(stage, services);
            if (!made.has_value()) {
                return unexpected(made.error());
            }
            for (const auto* handle : made.value()->context().rule_sets) {
                add_once(
                    {"pipeline." + stage.id(), stage.data_folder, &rules::rule_set_of(handle)});
            }
        }
        return true;
    }

  private:
    /// The plugin of the stage runs in a worker, which gave the packs; they are checked here.
    Result<bool> add_given(
        const pipeline::Stage& stage, const std::vector<isolation::GivenPack>& given) {
        std::vector<rules::Pack> packs;
        for (const auto& pack : given) {
            if (pack.stage == stage.worker_stage) {
                packs.push_back({pack.name, pack.text});
            }
        }
        if (packs.empty()) {
            return true;
        }
        const auto compiled = out_.store->compile(packs);
        if (!compiled.has_value()) {
            return unexpected(Error{rules::join_messages(compiled.error()), ErrorKind::kConfig});
        }
        add_once({"pipeline." + stage.id(), stage.data_folder, compiled.value()});
        return true;
    }

    void add_once(PackSet found) {
        if (std::ranges::find(out_.sets, found.set, &PackSet::set) == out_.sets.end()) {
            out_.sets.push_back(std::move(found));
        }
    }

    LoadedPacks& out_;
};

Error unknown_name(const std::string& name, const loading::Catalog& catalog) {
    std::vector<std::string> ids;
    std::ranges::transform(catalog.plugins(), std::back_inserter(ids), &PluginInfo::id);
    const auto meant = config::closest(name, ids);
    return {
        "rules: expected a config, a rule file, a folder of rule files or a plugin, got " + name +
            (meant.empty() ? "" : " (did you mean " + meant + "?)"),
        ErrorKind::kUsage};
}

bool is_config(const std::string& name) {
    return name.ends_with(".info") || name.ends_with(".json");
}

Result<bool> load_named(
    PackLoader& loader,
    const std::vector<std::string>& names,
    const std::vector<std::string>& set) {
    const auto catalog = default_catalog();
    if (!catalog.has_value()) {
        return unexpected(catalog.error());
    }
    std::vector<std::string> files;
    for (const auto& name : names) {
        std::error_code code;
        Result<bool> added = true;
        if (is_config(name)) {
            added = loader.add_config(name, set);
        } else if (fs::is_directory(name, code)) {
            std::ranges::move(rule_files_below(name), std::back_inserter(files));
        } else if (fs::exists(name, code) || name.ends_with(".rules")) {
            files.push_back(name);
        } else if (const auto* plugin = catalog.value().find(name)) {
            added = loader.add_plugin(*plugin);
        } else {
            return unexpected(unknown_name(name, catalog.value()));
        }
        if (!added.has_value()) {
            return added;
        }
    }
    return files.empty() ? Result<bool>(true) : loader.add_files({}, files);
}

Result<bool> load_installed(PackLoader& loader) {
    const auto catalog = default_catalog();
    if (!catalog.has_value()) {
        return unexpected(catalog.error());
    }
    for (const auto& plugin : catalog.value().plugins()) {
        if (auto added = loader.add_plugin(plugin); !added.has_value()) {
            return added;
        }
    }
    return true;
}

}  // namespace

std::string PackSet::path_of(const std::string& file) const {
    const auto below = folder / file;
    std::error_code code;
    const auto path = !folder.empty() && fs::exists(below, code) ? below : fs::path(file);
    const auto near = path.lexically_proximate(fs::current_path(code));
    return path.is_absolute() && !near.string().starts_with("..") ? near.string() : path.string();
}

Result<LoadedPacks> load_packs(
    const std::vector<std::string>& names, const std::vector<std::string>& set) {
    LoadedPacks out;
    out.store = std::make_unique<rules::RuleStore>();
    PackLoader loader(out);
    const auto loaded = names.empty() ? load_installed(loader) : load_named(loader, names, set);
    if (!loaded.has_value()) {
        return unexpected(loaded.error());
    }
    return out;
}

}  // namespace galley::core::cli
