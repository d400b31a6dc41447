// SPDX-License-Identifier: Apache-2.0
// The words for the numbers of plugin.h, as manifests, ledgers, configs and messages have them.
#pragma once
#include <array>
#include <cstdint>
#include <string_view>

#include <galley/values.hpp>

namespace galley GALLEY_SDK_HIDDEN {

/// By galley_kind; what is empty is no kind.
inline constexpr std::array<std::string_view, 5> kind_words = {
    "", "ingest", "cleanup", "tagging", "export"};

/// By galley_thread_model.
inline constexpr std::array<std::string_view, 4> thread_model_words = {
    "instance", "shared", "serial", "ordered"};

/// By galley_param_type; what is empty is no type.
inline constexpr std::array<std::string_view, 12> param_type_words = {
    "",
    "bool",
    "int",
    "real",
    "text",
    "duration",
    "size",
    "regex",
    "path",
    "enum",
    "list",
    "secret"};

/// By galley_action; 0 is the host's own row about line ends.
inline constexpr std::array<std::string_view, 6> action_words = {
    "collapse", "strip", "replace", "move", "split", "keep"};

/// The word for a number, or an empty one.
template <std::size_t N>
constexpr std::string_view word_of(
    const std::array<std::string_view, N>& words, std::uint32_t number) {
    return number < N ? words[number] : std::string_view{};
}

}  // namespace GALLEY_SDK_HIDDEN
