// SPDX-License-Identifier: Apache-2.0
// Slots are {{name}}; anything else in braces is left alone.
#include "page_template.hpp"

#include <array>
#include <openssl/evp.h>
#include <openssl/sha.h>

namespace galley::proof_sheet {

PageTemplate::PageTemplate(std::string_view html) {
    while (!html.empty()) {
        const auto open = html.find("{{");
        const auto close = open == std::string_view::npos ? open : html.find("}}", open);
        if (close == std::string_view::npos) {
            parts_.push_back({html, {}});
            return;
        }
        parts_.push_back({html.substr(0, open), html.substr(open + 2, close - open - 2)});
        html.remove_prefix(close + 2);
    }
}

std::string csp_hash(std::string_view block) {
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
    SHA256(reinterpret_cast<const unsigned char*>(block.data()), block.size(), digest.data());
    std::array<unsigned char, 64> base64{};
    const int length =
        EVP_EncodeBlock(base64.data(), digest.data(), static_cast<int>(digest.size()));
    return "'sha256-" +
           std::string(
               reinterpret_cast<const char*>(base64.data()), static_cast<std::size_t>(length)) +
           "'";
}

}  // namespace galley::proof_sheet
