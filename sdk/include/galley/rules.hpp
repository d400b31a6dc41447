// SPDX-License-Identifier: Apache-2.0
// Rule packs through the host's rule service: compile once, scan each document.
#pragma once
#include <cstddef>
#include <cstdint>
#include <exception>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <galley/host.hpp>

namespace galley GALLEY_SDK_HIDDEN {

/// Names a match after its visit, for rule_set::captures. `rule` lives as long as the rules.
struct hit_place {
    std::string_view rule;
    span at;
    span subject;
    std::uint64_t number = 0;
};

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

    hit_place place() const {
        const bool known = raw_.struct_size >= offsetof(galley_hit, number) + sizeof raw_.number;
        return {rule(), at(), known ? to_span(raw_.subject) : span(), known ? raw_.number : 0};
    }

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
        visit<galley_hit>(
            [&](const galley_hit* hit) { f(rule_hit(*hit)); },
            [&](void* ctx, galley_matched matched) {
                return api_->scan_text(raw_, to_abi(text), ctx, matched);
            });
    }

    /// The same, but captures have names only, no places: several times faster where rules have
    /// many. A host that does not know this gives the places too.
    template <class F>
    void scan_names(std::string_view text, F&& f) const {
        if (!GALLEY_HAS(api_, scan_names)) {
            return scan(text, f);
        }
        visit<galley_hit>(
            [&](const galley_hit* hit) { f(rule_hit(*hit)); },
            [&](void* ctx, galley_matched matched) {
                return api_->scan_names(raw_, to_abi(text), ctx, matched);
            });
    }

    /// Calls f(std::string_view name, span at) for each named capture of a match in this text.
    template <class F>
    void captures(std::string_view text, const hit_place& place, F&& f) const {
        if (!GALLEY_HAS(api_, captures)) {
            return scan(text, [&](const rule_hit& hit) {
                if (hit.rule() == place.rule && hit.at() == place.at) {
                    hit.each_capture(f);
                }
            });
        }
        visit<galley_capture>(
            [&](const galley_capture* one) { f(view(one->name), to_span(one->range)); },
            [&](void* ctx, galley_captured captured) {
                return api_->captures(
                    raw_,
                    to_abi(text),
                    place.number,
                    to_abi(place.subject),
                    to_abi(place.at),
                    ctx,
                    captured);
            });
    }

  private:
    // Carries what f throws over the host, which knows no exceptions.
    template <class Item, class F, class Call>
    static void visit(F&& f, Call&& call) {
        std::exception_ptr thrown;
        auto visitor = [&](const Item* item) -> galley_status {
            try {
                f(item);
                return GALLEY_OK;
            } catch (...) {
                thrown = std::current_exception();
                return GALLEY_E_FAILED;
            }
        };
        using Visitor = decltype(visitor);
        const auto status = call(&visitor, [](void* ctx, const Item* item) {
            return (*static_cast<Visitor*>(ctx))(item);
        });
        if (thrown) {
            std::rethrow_exception(thrown);
        }
        if (status < 0) {
            throw failure(status, {});
        }
    }

    const galley_rules_v1* api_ = nullptr;
    galley_rules* raw_ = nullptr;
};

}  // namespace GALLEY_SDK_HIDDEN
