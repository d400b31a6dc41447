// SPDX-License-Identifier: Apache-2.0
// The only place that includes Boost.DLL, which costs 0.6 s to compile.
#include "loader.hpp"

#include <dlfcn.h>
#include <string>
#include <system_error>

#include <boost/dll/shared_library.hpp>
#include <fmt/format.h>

#include "descriptor.hpp"
#include "sealed_copy.hpp"

namespace galley::core::loading {

namespace {

namespace dll = boost::dll;

constexpr const char* kEntry = "galley_module_v1";

unexpected<Error> refuse(const PluginInfo& info, std::string_view what, std::string_view remedy) {
    return unexpected(
        Error{fmt::format("{}: {}; {}", info.file.string(), what, remedy), ErrorKind::kConfig});
}

/// RTLD_NODELETE: unloading a plugin was measured to crash (threads, exceptions and thread_local
/// objects that outlive it), so the handle may go while the code stays.
dll::shared_library open(const std::filesystem::path& file) {
    const auto stay = static_cast<dll::load_mode::type>(RTLD_NODELETE);
    return dll::shared_library(file, dll::load_mode::rtld_now | dll::load_mode::rtld_local | stay);
}

/// A plugin of another major exports its own entry.
std::string missing_entry(const dll::shared_library& library) {
    constexpr int kLastGuess = 9;
    for (int major = GALLEY_ABI_MAJOR + 1; major <= kLastGuess; ++major) {
        if (library.has(fmt::format("galley_module_v{}", major))) {
            return fmt::format("is built for ABI {}, this host speaks {}", major, GALLEY_ABI_MAJOR);
        }
    }
    return fmt::format("exports no {}", kEntry);
}

}  // namespace

Result<LoadedPlugin> load_plugin(const PluginInfo& info) {
    const auto rebuild = fmt::format("rebuild it against galley SDK {}.x", GALLEY_ABI_MAJOR);
    const galley_module* module = nullptr;
    auto file = info.file;
    if (!info.sha256.empty()) {
        auto copy = sealed_copy(info.file, info.sha256);
        if (!copy.has_value()) {
            return refuse(info, copy.error().message, "run galley again");
        }
        file = std::move(copy).value();
    }
    try {
        const auto library = open(file);
        if (!library.has(kEntry)) {
            return refuse(info, missing_entry(library), rebuild);
        }
        module = library.get<const galley_module*(std::uint32_t)>(kEntry)(GALLEY_ABI_MINOR);
    } catch (
        const std::system_error& problem) {  // the dynamic linker's words, with the symbol's name
        return refuse(info, problem.what(), "install what it needs, or rebuild it");
    }
    if (const auto problem = module_problem(module); !problem.empty()) {
        return refuse(info, problem, rebuild);
    }
    const auto* table = find_plugin(*module, info.id);
    if (table == nullptr) {
        return refuse(info, fmt::format("holds no plugin {}", info.id), rebuild);
    }
    if (const auto problem = plugin_problem(*table); !problem.empty()) {
        return refuse(info, fmt::format("{}: {}", info.id, problem), rebuild);
    }
    if (const auto column = difference(info, info_of(*table)); !column.empty()) {
        return refuse(
            info,
            fmt::format("{}: the manifest and the code differ in {}", info.id, column),
            rebuild);
    }
    auto folder = info.file;
    return LoadedPlugin{table, info, folder.replace_extension()};
}

}  // namespace galley::core::loading
