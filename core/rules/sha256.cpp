// SPDX-License-Identifier: Apache-2.0
// SHA-256 over a sequence of strings, each with its length, so that no two sequences are alike.
#include "core/rules/sha256.hpp"

#include <array>
#include <new>
#include <openssl/evp.h>

namespace galley::core::rules {

struct Sha256::State {
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{
        EVP_MD_CTX_new(), EVP_MD_CTX_free};
};

// OpenSSL refuses SHA-256 only when it is out of memory.
Sha256::Sha256() : state_(std::make_unique<State>()) {
    if (!state_->context || EVP_DigestInit_ex(state_->context.get(), EVP_sha256(), nullptr) != 1) {
        throw std::bad_alloc();
    }
}

Sha256::~Sha256() = default;

Sha256& Sha256::add(std::string_view field) {
    const auto length = std::to_string(field.size()) + ":";
    EVP_DigestUpdate(state_->context.get(), length.data(), length.size());
    EVP_DigestUpdate(state_->context.get(), field.data(), field.size());
    return *this;
}

std::string Sha256::hex() {
    static constexpr char kDigits[] = "0123456789abcdef";
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    EVP_DigestFinal_ex(state_->context.get(), digest.data(), &size);
    std::string out;
    for (unsigned i = 0; i < size; ++i) {
        out += kDigits[digest[i] >> 4U];
        out += kDigits[digest[i] & 15U];
    }
    return out;
}

}  // namespace galley::core::rules
