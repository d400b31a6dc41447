// SPDX-License-Identifier: Apache-2.0
// Reads tables by the sizes they declare: larger ones are newer, smaller ones are refused.
#include "descriptor.hpp"

#include <cstddef>

#include <fmt/format.h>

namespace galley::core::loading {

namespace {

static_assert(static_cast<std::uint32_t>(PluginKind::kExport) == GALLEY_KIND_EXPORT);
static_assert(static_cast<std::uint32_t>(ThreadModel::kOrdered) == GALLEY_THREAD_ORDERED);
static_assert(static_cast<std::uint32_t>(ParamType::kSecret) == GALLEY_PARAM_SECRET);
static_assert(kSourceExtension == GALLEY_SOURCE_V1 && kReaderExtension == GALLEY_READER_V1);
static_assert(kCapReview == GALLEY_CAP_REVIEW && kParamRequired == GALLEY_PARAM_REQUIRED);

constexpr std::uint32_t kMostPlugins = 1000;
constexpr std::uint32_t kMostParams = 1000;

/// The first version's tables end with these members; later ones only append.
constexpr std::size_t kModuleBytes =
    offsetof(galley_module, plugins) + sizeof(galley_module::plugins);
constexpr std::size_t kPluginBytes =
    offsetof(galley_plugin, extension) + sizeof(galley_plugin::extension);
constexpr std::size_t kParamBytes = offsetof(galley_param, max) + sizeof(galley_param::max);

bool blank(const char* text) {
    return text == nullptr || *text == '\0';
}

std::string text_of(const char* text) {
    return text == nullptr ? std::string() : text;
}

const galley_param& param_at(const galley_plugin& plugin, std::uint32_t index) {
    const auto* bytes = reinterpret_cast<const char*>(plugin.params);
    return *reinterpret_cast<const galley_param*>(
        bytes + std::size_t{index} * std::size_t{plugin.param_size});
}

std::string params_problem(const galley_plugin& plugin) {
    if (plugin.param_count == 0) {
        return {};
    }
    if (plugin.param_count > kMostParams || plugin.params == nullptr ||
        plugin.param_size < kParamBytes) {
        return fmt::format(
            "the parameter table is cut: {} rows of {} bytes",
            plugin.param_count,
            plugin.param_size);
    }
    for (std::uint32_t i = 0; i < plugin.param_count; ++i) {
        const auto& param = param_at(plugin, i);
        if (blank(param.name)) {
            return fmt::format("parameter {} has no name", i);
        }
        if (param.type == 0 || param.type > GALLEY_PARAM_SECRET) {
            return fmt::format(
                "parameter {}: type {} is not known to this host", param.name, param.type);
        }
    }
    return {};
}

ParamInfo info_of(const galley_param& param) {
    ParamInfo info;
    info.name = param.name;
    info.type = static_cast<ParamType>(param.type);
    if (param.default_value != nullptr) {
        info.default_value = param.default_value;
    }
    info.help = text_of(param.help);
    info.unit = text_of(param.unit);
    info.choices = text_of(param.choices);
    info.min = text_of(param.min);
    info.max = text_of(param.max);
    info.flags = param.flags;
    return info;
}

std::vector<std::string> list_of(const char* const* words) {
    std::vector<std::string> list;
    for (; words != nullptr && *words != nullptr; ++words) {
        list.emplace_back(*words);
    }
    return list;
}

bool same(const ParamInfo& a, const ParamInfo& b) {
    return a.name == b.name && a.type == b.type && a.default_value == b.default_value &&
           a.help == b.help && a.unit == b.unit && a.choices == b.choices && a.min == b.min &&
           a.max == b.max && a.flags == b.flags;
}

}  // namespace

std::string module_problem(const galley_module* module) {
    if (module == nullptr) {
        return "galley_module_v1 returned nothing";
    }
    if (module->struct_size < kModuleBytes) {
        return fmt::format(
            "the module table is cut: {} bytes, expected {}", module->struct_size, kModuleBytes);
    }
    if (module->abi_major != GALLEY_ABI_MAJOR || module->abi_minor_needed > GALLEY_ABI_MINOR) {
        return fmt::format(
            "needs ABI {}.{}, this host has {}.{}",
            module->abi_major,
            module->abi_minor_needed,
            GALLEY_ABI_MAJOR,
            GALLEY_ABI_MINOR);
    }
    if (module->plugins == nullptr || module->plugin_count == 0 ||
        module->plugin_count > kMostPlugins || module->plugin_size < kPluginBytes) {
        return fmt::format(
            "the list of plugins is cut: {} of {} bytes",
            module->plugin_count,
            module->plugin_size);
    }
    for (std::uint32_t i = 0; i < module->plugin_count; ++i) {
        const auto* plugin = module->plugins[i];
        if (plugin == nullptr || plugin->struct_size < kPluginBytes || blank(plugin->id)) {
            return fmt::format("plugin table {} is missing or cut", i);
        }
    }
    return {};
}

const galley_plugin* find_plugin(const galley_module& module, std::string_view id) {
    for (std::uint32_t i = 0; i < module.plugin_count; ++i) {
        if (module.plugins[i]->id == id) {
            return module.plugins[i];
        }
    }
    return nullptr;
}

std::string plugin_problem(const galley_plugin& plugin) {
    if (blank(plugin.version) || plugin.kind == 0 || plugin.kind > GALLEY_KIND_EXPORT) {
        return fmt::format("kind {} or version is not known to this host", plugin.kind);
    }
    if (plugin.thread_model > GALLEY_THREAD_ORDERED) {
        return fmt::format("thread model {} is not known to this host", plugin.thread_model);
    }
    const bool processes = plugin.kind == GALLEY_KIND_CLEANUP || plugin.kind == GALLEY_KIND_TAGGING;
    const bool whole = plugin.create != nullptr && plugin.configure != nullptr &&
                       plugin.destroy != nullptr &&
                       (processes ? plugin.process != nullptr : plugin.extension != nullptr);
    return whole ? params_problem(plugin) : "a function that its kind needs is NULL";
}

PluginInfo info_of(const galley_plugin& plugin) {
    PluginInfo info;
    info.id = plugin.id;
    info.version = plugin.version;
    info.summary = text_of(plugin.summary);
    info.license = text_of(plugin.license);
    info.kind = static_cast<PluginKind>(plugin.kind);
    info.thread_model = static_cast<ThreadModel>(plugin.thread_model);
    info.capabilities = plugin.capabilities;
    info.reads = list_of(plugin.reads);
    info.writes = list_of(plugin.writes);
    for (std::uint32_t i = 0; i < plugin.param_count; ++i) {
        info.params.push_back(info_of(param_at(plugin, i)));
    }
    return info;
}

std::string difference(const PluginInfo& one, const PluginInfo& other) {
    const std::pair<const char*, bool> columns[] = {
        {"id", one.id == other.id},
        {"version", one.version == other.version},
        {"summary", one.summary == other.summary},
        {"license", one.license == other.license},
        {"kind", one.kind == other.kind},
        {"thread_model", one.thread_model == other.thread_model},
        {"capabilities", one.capabilities == other.capabilities},
        {"reads", one.reads == other.reads},
        {"writes", one.writes == other.writes},
        {"the number of parameters", one.params.size() == other.params.size()}};
    for (const auto& [name, agrees] : columns) {
        if (!agrees) {
            return name;
        }
    }
    for (std::size_t i = 0; i < one.params.size(); ++i) {
        if (!same(one.params[i], other.params[i])) {
            return "parameter " + one.params[i].name;
        }
    }
    return {};
}

}  // namespace galley::core::loading
