// SPDX-License-Identifier: Apache-2.0
// Rule packs through the host's rule service: compile once, scan each document.
#pragma once
#include <exception>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <galley/host.hpp>

namespace galley GALLEY_SDK_HIDDEN {

/// One match of one rule. Views live until the visitor returns.
class rule_hit {
  public:
    explicit rule_hit(const galley_hit& raw) : raw_(raw) {}

    std::string_view rule() const { return view(raw_.rule); }

    std::string_view category() const { return view(raw_.category); }

    std::string_view field() const { return view(raw_.field); }

    std::string_view evidence() const { return view(raw_.evidence); }

    double confidence() const { return raw_.confidence; }

    bool final() const { return (raw_.flags & GALLEY_FINAL) != 0; }

    galley_rule_action action() const { return static_cast<galley_rule_action>(raw_.action); }

    span at() const { return to_span(raw_.range); }

    span line() const { return to_span(raw_.line); }  ///< the line or run, without its line end

    /// Calls f(std::string_view name, span at) for each named capture that took part in the match.
    template <class F>
    void each_capture(F&& f) const {
        const auto* bytes = reinterpret_cast<const char*>(raw_.captures);
        for (size_t i = 0; i < raw_.capture_count; ++i) {
            const auto* one =
                reinterpret_cast<const galley_capture*>(bytes + i * raw_.capture_size);
            f(view(one->name), to_span(one->range));
        }
    }

  private:
    const galley_hit& raw_;
};

/// A compiled set of rule packs; lives as long as the plugin instance.
class rule_set {
  public:
    rule_set() = default;

    /// Compiles data files of the plugin ("rules/zh.rules"), as one set and one scan.
    /// @errors  config_error with one "file:line: rule id: problem" a line.
    rule_set(host owner, const std::vector<std::string>& resources)
        : rule_set(owner, resources, {}) {}

    /// The same, with packs that the plugin brings: their names are what messages call them.
    rule_set(host owner, const std::vector<std::string>& resources, std::vector<galley_pack> packs)
        : api_(&owner.require<galley_rules_v1>(GALLEY_RULES_V1)) {
        for (const auto& name : resources) {
            packs.push_back({to_abi(name), to_abi(owner.resource(name))});
        }
        if (const auto status = api_->compile(owner.raw(), packs.data(), packs.size(), &raw_);
            status < 0) {
            throw failure(status, {});  // the rule service has already said why
        }
    }

    /// Calls f(const rule_hit&) for every match, by line, rule, place. Ranges are in `text`.
    template <class F>
    void scan(std::string_view text, F&& f) const {
        std::exception_ptr thrown;
        auto visitor = [&](const galley_hit* hit) -> galley_status {
            try {
                f(rule_hit(*hit));
                return GALLEY_OK;
            } catch (...) {
                thrown = std::current_exception();
                return GALLEY_E_FAILED;
            }
        };
        using Visitor = decltype(visitor);
        const auto status =
            api_->scan_text(raw_, to_abi(text), &visitor, [](void* ctx, const galley_hit* hit) {
                return (*static_cast<Visitor*>(ctx))(hit);
            });
        if (thrown) {
            std::rethrow_exception(thrown);
        }
        if (status < 0) {
            throw failure(status, {});
        }
    }

  private:
    const galley_rules_v1* api_ = nullptr;
    galley_rules* raw_ = nullptr;
};

}  // namespace GALLEY_SDK_HIDDEN
