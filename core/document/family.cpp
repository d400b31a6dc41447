// SPDX-License-Identifier: Apache-2.0
// Identity and life cycle of one input document.
#include "core/document/family.hpp"

#include <array>
#include <openssl/evp.h>

namespace galley::core::document {
namespace {

/// One digest per thread: fetching the algorithm costs more than hashing a short text.
std::array<unsigned char, 32> sha256_of(std::string_view text) {
    struct Digest {
        EVP_MD* algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
        EVP_MD_CTX* context = EVP_MD_CTX_new();

        ~Digest() {
            EVP_MD_CTX_free(context);
            EVP_MD_free(algorithm);
        }
    };

    thread_local Digest digest;
    std::array<unsigned char, 32> bytes{};
    if (EVP_DigestInit_ex2(digest.context, digest.algorithm, nullptr) != 1 ||
        EVP_DigestUpdate(digest.context, text.data(), text.size()) != 1 ||
        EVP_DigestFinal_ex(digest.context, bytes.data(), nullptr) != 1) {
        throw std::bad_alloc();
    }
    return bytes;
}

}  // namespace

Family::Family() : root_(std::make_unique<Document>(*this, nullptr, Kind::kArticle)) {}

Family::~Family() = default;

void Family::reset() {
    root_->reset();
    arena_.reset();
    source_ = {};
    own_source_.clear();
    if (constexpr std::size_t kKeptBytes = 1 << 20; own_source_.capacity() > kKeptBytes) {
        own_source_.shrink_to_fit();
    }
    sha256_.clear();
    has_digest_ = false;
    has_source_ = false;
    seq_ = 0;
    path.clear();
    status = "ok";
    reason.clear();
    encoding.clear();
    attachments.clear();
    refusal.clear();
    over_limit.clear();
    amounts = {};
    unchanged_count = 0;
}

void Family::set_source(std::string_view utf8) {
    lend_source(own_source_.assign(utf8));
}

void Family::lend_source(std::string_view utf8) {
    source_ = utf8;
    has_source_ = true;
    root_->set_whole_source();
}

std::string_view Family::source_sha256() const {
    if (sha256_.empty()) {
        static constexpr std::string_view kDigits = "0123456789abcdef";
        const auto& digest = source_digest();
        sha256_.resize(2 * digest.size());
        for (std::size_t i = 0; i < digest.size(); ++i) {
            sha256_[2 * i] = kDigits[digest[i] >> 4U];
            sha256_[2 * i + 1] = kDigits[digest[i] & 15U];
        }
    }
    return sha256_;
}

const std::array<unsigned char, 32>& Family::source_digest() const {
    if (!has_digest_) {
        digest_ = sha256_of(source_);
        has_digest_ = true;
    }
    return digest_;
}

}  // namespace galley::core::document
