// SPDX-License-Identifier: Apache-2.0
// dlopen with RTLD_NOW, and the entry of major 1.
#include "plugin_file.hpp"

#include <dlfcn.h>
#include <stdexcept>
#include <string>

namespace galley GALLEY_SDK_HIDDEN {
namespace testing {

const galley_plugin* load_plugin(const std::filesystem::path& file, std::string_view id) {
    const auto path = std::filesystem::absolute(file);
    const auto fail = [&](const std::string& why) {
        return std::runtime_error(path.string() + ": " + why);
    };
    void* handle = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (handle == nullptr) {
        const char* why = dlerror();
        throw fail(why == nullptr ? "cannot be loaded" : why);
    }
    const auto entry =
        reinterpret_cast<decltype(&galley_module_v1)>(dlsym(handle, "galley_module_v1"));
    if (entry == nullptr) {
        throw fail("exports no galley_module_v1");
    }
    const auto* module = entry(GALLEY_ABI_MINOR);
    if (module == nullptr || module->abi_major != GALLEY_ABI_MAJOR ||
        module->abi_minor_needed > GALLEY_ABI_MINOR) {
        throw fail("is built for another ABI");
    }
    for (std::uint32_t i = 0; i < module->plugin_count; ++i) {
        if (id.empty() || id == module->plugins[i]->id) {
            return module->plugins[i];
        }
    }
    throw fail("holds no plugin " + std::string(id));
}

}  // namespace testing
}  // namespace GALLEY_SDK_HIDDEN
