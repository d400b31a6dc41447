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

/// Whether a value changes what comes out: paths do not, but for names of outputs; secrets are not
/// told.
bool is_hashed(const PluginInfo& plugin, const Value& value) {
    const ParamInfo* param = plugin.param(value.name);
    const bool is_path =
        value.type == ParamType::kPath || (param != nullptr && (param->flags & kParamPaths) != 0);
    const bool is_output = plugin.kind == PluginKind::kExport;
    return (!is_path || is_output) && value.type != ParamType::kSecret;
}

void add_value(Digest& digest, const PluginInfo& plugin, const Value& value) {
    if (!is_hashed(plugin, value)) {
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

std::string short_digest(std::string_view text) {
    Digest digest;
    digest.add(text);
    return "sha256:" + digest.hex().substr(0, 12);
}

std::string shown(const Value& value) {
    constexpr std::size_t kLongest = 60;
    std::string text;
    for (const std::string& each : value.texts) {
        text += (text.empty() ? "" : " ") + each;
    }
    return text.size() <= kLongest ? text : short_digest(text);
}

std::string shown(const BrakeLimits& limits) {
    std::string text;
    const auto add = [&](std::string_view key, const auto& value) {
        text += value ? fmt::format(" {} {}", key, *value) : "";
    };
    add("smallest_body_chars", limits.smallest_body_chars);
    add("free_chars", limits.free_chars);
    add("share", limits.share);
    for (const auto& [category, share] : limits.shares) {
        text += fmt::format(" share.{} {}", category, share);
    }
    return text;
}

std::string shown(const Brake& brake) {
    std::string text = fmt::format("paragraph_chars {}", brake.paragraph_chars) +
                       shown(static_cast<const BrakeLimits&>(brake));
    for (const auto& [source, limits] : brake.sources) {
        text += fmt::format(" sources.{}{}", source, shown(limits));
    }
    return text;
}

/// The limits as they work, so that one given as it is built in changes nothing.
void add_limits(Digest& digest, const Brake& brake, const BrakeLimits* source) {
    digest.add(fmt::format("{} {}", brake.smallest_body(source), brake.chars_always_free(source)));
    for (const std::string& category : categories()) {
        digest.add(fmt::format("{}", brake.share_of(category, source)));
    }
}

}  // namespace

std::vector<std::pair<std::string, std::string>> chain_parts(
    const Config& config, const Chain& chain, const RulePacks& rule_packs) {
    std::vector<std::pair<std::string, std::string>> parts = {{"brake", shown(config.brake)}};
    for (const ResolvedStage& each : chain.stages) {
        const std::string key = "pipeline." + each.stage.id;
        parts.emplace_back(key, each.plugin->id + " " + each.plugin->version);
        if (each.stage.when) {
            parts.emplace_back(key + ".when", each.stage.when->text());
        }
        std::string kinds;
        for (const std::string& kind : each.stage.kinds) {
            kinds += (kinds.empty() ? "" : " ") + kind;
        }
        parts.emplace_back(key + ".kinds", kinds);
        constexpr std::string_view kOnError[] = {"fail", "skip", "hold"};
        parts.emplace_back(
            key + ".on_error", kOnError[static_cast<std::size_t>(each.stage.on_error)]);
        for (const Value& value : each.values) {
            if (is_hashed(*each.plugin, value)) {
                parts.emplace_back(key + "." + value.name, shown(value));
            }
        }
        const std::string packs = rule_packs ? rule_packs(each) : "";
        if (!packs.empty()) {
            parts.emplace_back(key + " rule packs", short_digest(packs));
        }
    }
    return parts;
}

std::string chain_hash(const Config& config, const Chain& chain, const RulePacks& rule_packs) {
    Digest digest;
    digest.add("galley chain 1");
    const Brake& brake = config.brake;
    digest.add(fmt::format("{} {}", brake.paragraph_chars, brake.sources.size()));
    add_limits(digest, brake, nullptr);
    for (const auto& [source, limits] : brake.sources) {
        digest.add(source);
        add_limits(digest, brake, &limits);
    }
    for (const ResolvedStage& each : chain.stages) {
        add_stage(digest, each, rule_packs);
    }
    return digest.hex();
}

}  // namespace galley::core::config
