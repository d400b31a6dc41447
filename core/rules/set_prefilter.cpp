// SPDX-License-Identifier: Apache-2.0
// The portable prefilter: one RE2::Set in UTF-8, used where Hyperscan is not to be had.
#include <re2/re2.h>
#include <re2/set.h>

#include "core/rules/prefilter.hpp"

namespace galley::core::rules {

namespace {

constexpr std::int64_t kSetMemory = 64LL << 20U;
constexpr std::int64_t kSetMemoryPerPattern = 64LL << 10U;

struct SetScratch final : Prefilter::Scratch {
    std::vector<int> ids;
};

class SetPrefilter final : public Prefilter {
  public:
    SetPrefilter(std::span<const std::string_view> patterns, Anchor anchor)
        : size_(patterns.size()) {
        RE2::Options options;
        options.set_log_errors(false);
        options.set_max_mem(
            kSetMemory + kSetMemoryPerPattern * static_cast<std::int64_t>(patterns.size()));
        set_ = std::make_unique<RE2::Set>(
            options, anchor == Anchor::kLineBegin ? RE2::ANCHOR_START : RE2::UNANCHORED);
        for (const auto pattern : patterns) {
            sound_ = set_->Add(pattern, nullptr) >= 0 && sound_;
        }
        sound_ = set_->Compile() && sound_;
    }

    std::unique_ptr<Scratch> make_scratch() const override {
        return std::make_unique<SetScratch>();
    }

    bool scan(
        std::string_view text, Scratch& scratch, std::vector<PatternIndex>& out) const override {
        auto& ids = static_cast<SetScratch&>(scratch).ids;
        RE2::Set::ErrorInfo error{RE2::Set::kNoError};
        if (sound_ && set_->Match(text, &ids, &error)) {
            out.insert(out.end(), ids.begin(), ids.end());
            return true;
        }
        if (sound_ && error.kind == RE2::Set::kNoError) {
            return true;
        }
        for (PatternIndex i = 0; i < size_; ++i) {  // out of memory: all of them may match
            out.push_back(i);
        }
        return false;
    }

  private:
    std::unique_ptr<RE2::Set> set_;
    std::size_t size_;
    bool sound_ = true;
};

}  // namespace

std::unique_ptr<Prefilter> make_set_prefilter(
    std::span<const std::string_view> patterns, Anchor anchor) {
    return std::make_unique<SetPrefilter>(patterns, anchor);
}

}  // namespace galley::core::rules
