// SPDX-License-Identifier: Apache-2.0
// Stands for Hyperscan in builds without it: nothing compiles, so RE2::Set does all the work.
#include "core/rules/hyperscan_prefilter.hpp"

namespace galley::core::rules {

std::optional<HyperscanImage> compile_hyperscan(std::span<const std::string_view>, SearchedFor) {
    return std::nullopt;
}

std::unique_ptr<Prefilter> make_hyperscan_prefilter(
    const HyperscanImage&, std::span<const std::string_view>) {
    return nullptr;
}

std::unique_ptr<TextSearch> make_text_search(const GroupImage&) {
    return nullptr;
}

std::string hyperscan_refusal(std::string_view) {
    return {};
}

std::string hyperscan_platform() {
    return {};
}

bool hyperscan_is_sound(const DatabaseCache&) {
    return false;
}

}  // namespace galley::core::rules
