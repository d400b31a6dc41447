// SPDX-License-Identifier: Apache-2.0
// The words file beside the built plugin, read once for the tests.
#pragma once
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

#include "words.hpp"

namespace galley::strip_notices {

inline const Words& plugin_words() {
    static const Words words = [] {
        const auto path = std::filesystem::path(GALLEY_PLUGIN_FILE).parent_path() /
                          "strip_notices/rules/zh.words";
        std::ifstream file(path);
        if (!file) {
            throw std::runtime_error("no words file at " + path.string());
        }
        return read_words(std::string(std::istreambuf_iterator<char>(file), {}));
    }();
    return words;
}

}  // namespace galley::strip_notices
