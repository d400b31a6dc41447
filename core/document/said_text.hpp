// SPDX-License-Identifier: Apache-2.0
// Texts that plugins say about a document: UTF-8, as plugin.h asks, or refused.
#pragma once
#include <galley/plugin.h>
#include <galley/values.hpp>

namespace galley::core::document {

/// @cost  linear; some 10 ns for a word.
bool is_utf8(std::string_view text);

template <class... Text>
bool are_utf8(const Text&... texts) {
    return (is_utf8(galley::view(texts)) && ...);
}

/// Not NaN either.
constexpr bool is_share(double confidence) {
    return confidence >= 0 && confidence <= 1;
}

}  // namespace galley::core::document
