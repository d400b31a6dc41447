// SPDX-License-Identifier: Apache-2.0
// What the host offers a plugin instance: logging, counters, resources, time, and its
// configuration.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include <galley/values.hpp>

namespace galley GALLEY_SDK_HIDDEN {

/// The host as one instance sees it. A view: copy freely, valid as long as the instance.
class host {
  public:
    explicit host(const galley_host* raw) : raw_(raw) {}

    const galley_host* raw() const { return raw_; }

    bool log_enabled(galley_log_level level) const { return raw_->log_enabled(raw_, level) != 0; }

    void log(galley_log_level level, std::string_view text) const {
        raw_->log(raw_, level, to_abi(text));
    }

    void info(std::string_view text) const { log(GALLEY_LOG_INFO, text); }

    void warn(std::string_view text) const { log(GALLEY_LOG_WARN, text); }

    /// Adds to a metric of this stage, shown in the run report.
    void count(std::string_view metric, double add = 1) const {
        raw_->count(raw_, to_abi(metric), add);
    }

    /// Poll both in long loops, and return early.
    bool cancelled() const { return raw_->cancelled(raw_) != 0; }

    bool out_of_time() const { return raw_->time_left_ns(raw_) < 0; }

    /// A data file of this plugin, such as "rules/zh.rules"; lives as long as the instance.
    /// @errors  config_error with the name when there is no such file.
    std::string_view resource(std::string_view name) const {
        const void* bytes = nullptr;
        size_t size = 0;
        if (raw_->resource(raw_, to_abi(name), &bytes, &size) < 0) {
            throw config_error("no data file \"" + std::string(name) + "\" beside the plugin");
        }
        return {static_cast<const char*>(bytes), size};
    }

    /// An extension table of the host by id, or nullptr.
    template <class Table>
    const Table* extension(const char* id) const {
        return static_cast<const Table*>(raw_->extension(raw_, id));
    }

    /// As extension(), for what the plugin cannot do without.
    /// @errors  failure GALLEY_E_UNSUPPORTED.
    template <class Table>
    const Table& require(const char* id) const {
        if (const auto* table = extension<Table>(id)) {
            return *table;
        }
        throw failure(GALLEY_E_UNSUPPORTED, std::string("this host does not offer ") + id);
    }

  private:
    const galley_host* raw_;
};

/// The stage's parameters, already checked and with defaults filled in; valid during configure.
class conf {
  public:
    conf(const galley_conf* raw, const galley_host* owner) : raw_(raw), owner_(owner) {}

    /// The host, to compile rules or read resources while configuring.
    galley::host host() const { return galley::host(owner_); }

    std::string text(const char* name, size_t index = 0) const {
        galley_str value{};
        check(owner_->conf->get_text(raw_, name, index, &value), name);
        return std::string(view(value));
    }

    std::int64_t integer(const char* name) const {
        std::int64_t value = 0;
        check(owner_->conf->get_int(raw_, name, 0, &value), name);
        return value;
    }

    bool flag(const char* name) const { return integer(name) != 0; }

    double real(const char* name) const {
        double value = 0;
        check(owner_->conf->get_real(raw_, name, 0, &value), name);
        return value;
    }

    std::vector<std::string> list(const char* name) const {
        std::vector<std::string> values;
        for (size_t i = 0, count = owner_->conf->count(raw_, name); i < count; ++i) {
            values.push_back(text(name, i));
        }
        return values;
    }

    /// Where the value was written, for messages: "newsroom.info:31".
    std::string where(const char* name) const {
        return std::string(view(owner_->conf->where(raw_, name)));
    }

  private:
    static void check(galley_status status, const char* name) {
        if (status < 0) {
            throw config_error(std::string("no parameter \"") + name + "\"");
        }
    }

    const galley_conf* raw_;
    const galley_host* owner_;
};

}  // namespace GALLEY_SDK_HIDDEN
