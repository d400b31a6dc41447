// SPDX-License-Identifier: Apache-2.0
// The config reader: a file of any bytes, INFO or JSON by the first one, is a chain or a list of
// problems. What follows a NUL are values of --set.
#include <vector>

#include "core/config/chain_hash.hpp"
#include "tests/core/config/catalog.hpp"
#include "tests/fuzz/fuzzing.hpp"

namespace galley::core::config {
namespace {

/// What a person reads: the problems, or the parts of the chain.
std::string outcome(const std::filesystem::path& file, const std::vector<std::string>& overrides) {
    const auto config = read_config(file, overrides);
    if (!config.has_value()) {
        fuzz::require(!config.error().empty(), "a refusal says why");
        return to_text(config.error());
    }
    const auto chain = validate(*config, test_catalog());
    if (!chain.has_value()) {
        fuzz::require(!chain.error().empty(), "a refusal says why");
        return to_text(chain.error());
    }
    std::string out = chain_hash(*config, *chain, {}) + "\n";
    for (const auto& [key, value] : chain_parts(*config, *chain, {})) {
        out += shown(key) + " " + shown(value) + "\n";
    }
    return out;
}

std::vector<std::string> overrides_in(std::string_view rest) {
    std::vector<std::string> out;
    while (!rest.empty() && out.size() < 4) {
        out.emplace_back(fuzz::take_until(rest, std::string_view("\0", 1)));
    }
    return out;
}

}  // namespace
}  // namespace galley::core::config

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace galley::core::config;
    namespace fuzz = galley::fuzz;
    if (size == 0) {
        return 0;
    }
    static const TempFolder folder;
    auto rest = fuzz::view(data + 1, size - 1);
    const auto text = fuzz::take_until(rest, std::string_view("\0", 1));
    const auto file = folder.write(data[0] % 2 == 0 ? "x.info" : "x.json", text);
    const auto overrides = overrides_in(rest);
    // Each of a config's keys may be a problem, and each problem names the place and a guess.
    fuzz::check(text, 400 * size + 4000, [&](std::string_view) {
        auto out = outcome(file, overrides);
        fuzz::require(fuzz::is_printable(out), "no control character reaches a terminal", out);
        return out;
    });
    return 0;
}
