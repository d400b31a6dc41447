// SPDX-License-Identifier: Apache-2.0
// Length-prefixed fields into SHA-256, so that no two chains give the same bytes.
#include "chain_hash.hpp"

#include <array>
#include <memory>
#include <openssl/evp.h>
#include <stdexcept>

#include <fmt/format.h>

namespace galley::core::config {

namespace {

class Digest {
  public:
    Digest() : context_(EVP_MD_CTX_new(), &EVP_MD_CTX_free) {
        check(EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr));
    }

    void add(std::string_view field) {
        const std::string length = fmt::format("{}:", field.size());
        check(EVP_DigestUpdate(context_.get(), length.data(), length.size()));
        check(EVP_DigestUpdate(context_.get(), field.data(), field.size()));
    }

    void add(const std::vector<std::string>& fields) {
        add(std::to_string(fields.size()));
        for (const std::string& each : fields) {
            add(each);
        }
    }

    std::string hex() {
        std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
        unsigned int size = 0;
        check(EVP_DigestFinal_ex(context_.get(), bytes.data(), &size));
        std::string text;
        for (unsigned int i = 0; i < size; ++i) {
            text += fmt::format("{:02x}", bytes[i]);
        }
        return text;
    }

  private:
    static void check(int done) {
        if (done != 1) {
            throw std::runtime_error("OpenSSL offers no SHA-256");
        }
    }

    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

void add_value(Digest& digest, const PluginInfo& plugin, const Value& value) {
    const ParamInfo* param = plugin.param(value.name);
    const bool is_path =
        value.type == ParamType::kPath || (param != nullptr && (param->flags & kParamPaths) != 0);
    if (is_path || value.type == ParamType::kSecret) {
        return;
    }
    digest.add(value.name);
    const bool is_number = value.type == ParamType::kBool || value.type == ParamType::kInt ||
                           value.type == ParamType::kDuration || value.type == ParamType::kSize;
    if (value.texts.empty()) {
        digest.add(value.texts);
    } else if (is_number) {
        digest.add(std::to_string(value.integer));  // 1000ms is 1s
    } else if (value.type == ParamType::kReal) {
        digest.add(fmt::format("{}", value.real));
    } else {
        digest.add(value.texts);
    }
}

void add_stage(Digest& digest, const ResolvedStage& each, const RulePacks& rule_packs) {
    digest.add(each.plugin->id);
    digest.add(each.plugin->version);
    digest.add(each.stage.id);
    digest.add(each.stage.when ? each.stage.when->text() : "");
    digest.add(each.stage.kinds);
    digest.add(std::to_string(static_cast<int>(each.stage.on_error)));
    digest.add(std::to_string(each.values.size()));
    for (const Value& value : each.values) {
        add_value(digest, *each.plugin, value);
    }
    digest.add(rule_packs ? rule_packs(each) : "");
}

}  // namespace

std::string chain_hash(const Config& config, const Chain& chain, const RulePacks& rule_packs) {
    Digest digest;
    digest.add("galley chain 1");
    const Brake& brake = config.brake;
    digest.add(
        fmt::format("{} {} {}", brake.paragraph_chars, brake.smallest_body_chars, brake.share));
    for (const std::string& category : categories()) {
        digest.add(fmt::format("{}", brake.share_of(category)));
    }
    for (const ResolvedStage& each : chain.stages) {
        add_stage(digest, each, rule_packs);
    }
    return digest.hex();
}

}  // namespace galley::core::config
