// SPDX-License-Identifier: Apache-2.0
// galley-manifest FILE.so [--id ID] [--out FILE]: prints the manifest that the plugin file's
// descriptor makes.
#include <cstdio>
#include <cstring>
#include <dlfcn.h>
#include <filesystem>
#include <fstream>
#include <string>

#include "manifest_text.hpp"

namespace {

int fail(const std::string& file, const char* problem) {
    std::fprintf(stderr, "galley-manifest: %s: %s\n", file.c_str(), problem);
    return 1;
}

int run(const std::string& file, const std::string& id, const std::string& out) {
    const auto path = std::filesystem::absolute(file);
    void* handle = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (handle == nullptr) {
        return fail(file, dlerror());
    }
    const auto entry =
        reinterpret_cast<decltype(&galley_module_v1)>(dlsym(handle, "galley_module_v1"));
    if (entry == nullptr) {
        return fail(file, "exports no galley_module_v1; is GALLEY_PLUGIN(...) in a source?");
    }
    const auto* module = entry(GALLEY_ABI_MINOR);
    if (const auto problem = galley::tools::descriptor_problem(module, id); !problem.empty()) {
        return fail(file, problem.c_str());
    }
    const auto text = galley::tools::manifest_text(*module);
    if (out.empty()) {
        return std::fwrite(text.data(), 1, text.size(), stdout) == text.size() ? 0 : 1;
    }
    std::ofstream to(out, std::ios::binary);
    to << text;
    return to.flush() ? 0 : fail(out, "cannot be written");
}

}  // namespace

int main(int argc, char** argv) {
    std::string file, id, out;
    for (int i = 1; i < argc; ++i) {
        const bool has_value = i + 1 < argc;
        if (has_value && std::strcmp(argv[i], "--id") == 0) {
            id = argv[++i];
        } else if (has_value && std::strcmp(argv[i], "--out") == 0) {
            out = argv[++i];
        } else {
            file = argv[i];
        }
    }
    if (file.empty()) {
        std::fputs("usage: galley-manifest FILE.so [--id ID] [--out FILE]\n", stderr);
        return 64;
    }
    return run(file, id, out);
}
