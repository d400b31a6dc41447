// SPDX-License-Identifier: Apache-2.0
// Each part is hashed with the hash of what came before as its seed.
#include "core/pipeline/outcomes.hpp"

#include <bit>

#include "core/xxh3.hpp"

namespace galley::core::pipeline {
namespace {

using document::Document;
using document::Kind;

class Digest {
  public:
    explicit Digest(std::string_view text) : hash_(XXH3_64bits(text.data(), text.size())) {}

    void add(std::string_view text) {
        hash_ = XXH3_64bits_withSeed(text.data(), text.size(), hash_);
    }

    void add(std::uint64_t number) { hash_ = XXH3_64bits_withSeed(&number, sizeof number, hash_); }

    /// Never that of what is not known; the lowest bit says nothing.
    std::uint64_t value() const { return hash_ | 2U; }

  private:
    std::uint64_t hash_;
};

/// Where something was found in the source is no part of what is exported.
std::uint64_t digest_of(const Document& document) {
    Digest digest(document.text());
    digest.add(document.family().status);
    digest.add(document.ordinal());
    for (const auto& field : document.fields) {
        digest.add(field.key);
        digest.add(field.value);
        digest.add(field.group);
    }
    for (const auto& tag : document.tags) {
        digest.add(tag.scheme);
        digest.add(tag.code);
        digest.add(tag.label);
        digest.add(std::bit_cast<std::uint64_t>(tag.confidence));
    }
    for (const auto& span : document.spans) {
        if (const auto at = document.to_text(span.range); !at.empty()) {
            digest.add(span.layer);
            digest.add(span.value);
            digest.add(at.begin);
            digest.add(at.end);
        }
    }
    return digest.value();
}

}  // namespace

void take_outcomes(Item& item) {
    item.outcomes.clear();
    item.family.each([&](const Document& document) {
        if (document.kind() != Kind::kPage) {
            const auto range = document.range();
            item.outcomes.push_back(
                {range.begin, range.end, digest_of(document), document.kind() == Kind::kNotice});
        }
    });
}

}  // namespace galley::core::pipeline
