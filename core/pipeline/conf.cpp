// SPDX-License-Identifier: Apache-2.0
// Thin look-ups by parameter name.
#include "core/pipeline/conf.hpp"

#include <galley/values.hpp>

namespace galley::core::pipeline {
namespace {

const config::Value* find(const galley_conf* conf, const char* name) {
    return conf->stage->find(name);
}

galley_status get_text(const galley_conf* conf, const char* name, size_t index, galley_str* out) {
    const auto* value = find(conf, name);
    if (value == nullptr || (index > 0 && index >= value->texts.size())) {
        return GALLEY_E_ARGUMENT;
    }
    *out = index < value->texts.size() ? galley::to_abi(value->texts[index]) : galley_str{};
    return GALLEY_OK;
}

galley_status get_int(const galley_conf* conf, const char* name, size_t, std::int64_t* out) {
    const auto* value = find(conf, name);
    if (value == nullptr) {
        return GALLEY_E_ARGUMENT;
    }
    *out = value->integer;
    return GALLEY_OK;
}

galley_status get_real(const galley_conf* conf, const char* name, size_t, double* out) {
    const auto* value = find(conf, name);
    if (value == nullptr) {
        return GALLEY_E_ARGUMENT;
    }
    *out = value->real;
    return GALLEY_OK;
}

size_t count(const galley_conf* conf, const char* name) {
    const auto* value = find(conf, name);
    return value == nullptr ? 0 : value->texts.size();
}

galley_str where(const galley_conf* conf, const char* name) {
    const auto* value = find(conf, name);
    return value == nullptr ? galley_str{} : galley::to_abi(value->where);
}

}  // namespace

const galley_conf_api& conf_api() {
    static const galley_conf_api table{
        sizeof(galley_conf_api), 0, get_text, get_int, get_real, count, where};
    return table;
}

}  // namespace galley::core::pipeline
