// SPDX-License-Identifier: Apache-2.0
// The fast prefilter: Hyperscan on bytes over widened patterns, RE2::Set for those without a byte
// form.
#include "core/rules/hyperscan_prefilter.hpp"

#include <algorithm>
#include <utility>

#include "core/rules/hyperscan_database.hpp"
#include "core/rules/widen.hpp"

namespace galley::core::rules {

namespace {

struct PrefilterScratch final : Prefilter::Scratch {
    HyperscanScratch scratch;
    std::unique_ptr<Prefilter::Scratch> leftovers;
    std::vector<PatternIndex> leftover_ids;
};

constexpr unsigned kPatternFlags = HS_FLAG_SINGLEMATCH | HS_FLAG_ALLOWEMPTY;
constexpr unsigned kTextFlags = HS_FLAG_MULTILINE;  // patterns among them match in one line

int append_id(unsigned id, unsigned long long, unsigned long long, unsigned, void* out) {
    static_cast<std::vector<PatternIndex>*>(out)->push_back(id);
    return 0;
}

class HyperscanPrefilter final : public Prefilter {
  public:
    HyperscanPrefilter(
        HyperscanDatabase database,
        std::vector<PatternIndex> leftovers,
        std::span<const std::string_view> patterns)
        : database_(std::move(database)),
          leftover_ids_(std::move(leftovers)),
          size_(patterns.size()) {
        std::vector<std::string_view> rest;
        for (const auto id : leftover_ids_) {
            rest.push_back(patterns[id]);
        }
        if (!rest.empty()) {
            leftovers_ = make_set_prefilter(rest);
        }
    }

    std::unique_ptr<Scratch> make_scratch() const override {
        auto made = std::make_unique<PrefilterScratch>();
        made->scratch = make_hyperscan_scratch(database_);
        if (leftovers_) {
            made->leftovers = leftovers_->make_scratch();
        }
        return made;
    }

    bool scan(
        std::string_view text, Scratch& scratch, std::vector<PatternIndex>& out) const override {
        auto& own = static_cast<PrefilterScratch&>(scratch);
        const auto before = out.size();
        if (database_ && !scan_hyperscan(database_, own.scratch, text, append_id, &out)) {
            out.resize(before);
            for (PatternIndex i = 0; i < size_; ++i) {
                out.push_back(i);
            }
            return false;
        }
        if (!leftovers_) {
            return true;
        }
        own.leftover_ids.clear();
        const bool looked = leftovers_->scan(text, *own.leftovers, own.leftover_ids);
        for (const auto id : own.leftover_ids) {
            out.push_back(leftover_ids_[id]);
        }
        return looked;
    }

  private:
    HyperscanDatabase database_;
    std::vector<PatternIndex> leftover_ids_;
    std::unique_ptr<Prefilter> leftovers_;
    std::size_t size_;
};

struct Widened {
    std::vector<std::string> patterns;
    std::vector<PatternIndex> ids;
};

// @param refused  the place in `widened` of a pattern that Hyperscan does not take, or -1.
HyperscanDatabase compile(const Widened& widened, unsigned kind, int& refused) {
    std::vector<const char*> expressions;
    for (const auto& pattern : widened.patterns) {
        expressions.push_back(pattern.c_str());
    }
    const std::vector<unsigned> flags(expressions.size(), kind);
    hs_database_t* database = nullptr;
    hs_compile_error_t* error = nullptr;
    hs_compile_multi(
        expressions.data(),
        flags.data(),
        widened.ids.data(),
        static_cast<unsigned>(expressions.size()),
        HS_MODE_BLOCK,
        nullptr,
        &database,
        &error);
    refused = error == nullptr ? -1 : error->expression;
    hs_free_compile_error(error);
    return HyperscanDatabase(database);
}

HyperscanDatabase compile_what_it_takes(
    Widened widened, unsigned kind, std::vector<PatternIndex>& leftovers) {
    while (!widened.ids.empty()) {
        int refused = -1;
        auto database = compile(widened, kind, refused);
        if (database || refused < 0) {
            return database;
        }
        leftovers.push_back(widened.ids[static_cast<std::size_t>(refused)]);
        widened.ids.erase(widened.ids.begin() + refused);
        widened.patterns.erase(widened.patterns.begin() + refused);
    }
    return nullptr;
}

}  // namespace

std::optional<HyperscanImage> compile_hyperscan(
    std::span<const std::string_view> forms, SearchedFor searched) {
    HyperscanImage image;
    Widened widened;
    for (PatternIndex i = 0; i < forms.size(); ++i) {
        if (forms[i].empty()) {
            image.leftovers.push_back(i);
        } else {
            widened.patterns.emplace_back(forms[i]);
            widened.ids.push_back(i);
        }
    }
    const auto flags = searched == SearchedFor::kTexts ? kTextFlags : kPatternFlags;
    const auto database = compile_what_it_takes(std::move(widened), flags, image.leftovers);
    if (!database && image.leftovers.size() < forms.size()) {
        return std::nullopt;
    }
    std::ranges::sort(image.leftovers);
    if (database) {
        image.database = bytes_of(database);
        if (image.database.empty()) {
            return std::nullopt;
        }
    }
    return image;
}

std::unique_ptr<Prefilter> make_hyperscan_prefilter(
    const HyperscanImage& image, std::span<const std::string_view> patterns) {
    HyperscanDatabase database;
    if (!read_hyperscan(image.database, database)) {
        return nullptr;
    }
    return std::make_unique<HyperscanPrefilter>(std::move(database), image.leftovers, patterns);
}

std::string hyperscan_refusal(std::string_view pattern) {
    const auto bytes = widen(pattern);
    if (!bytes) {
        return {};
    }
    hs_database_t* database = nullptr;
    hs_compile_error_t* error = nullptr;
    hs_compile(bytes->c_str(), kPatternFlags, HS_MODE_BLOCK, nullptr, &database, &error);
    const HyperscanDatabase made(database);
    const std::string why = error == nullptr ? "" : error->message;
    hs_free_compile_error(error);
    return why;
}

std::string hyperscan_platform() {
    hs_platform_info_t platform{};
    if (hs_valid_platform() != HS_SUCCESS || hs_populate_platform(&platform) != HS_SUCCESS) {
        return {};
    }
    return std::string(hs_version()) + " tune " + std::to_string(platform.tune) + " features " +
           std::to_string(platform.cpu_features);
}

}  // namespace galley::core::rules
