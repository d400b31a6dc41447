// SPDX-License-Identifier: Apache-2.0
// The tables behind the fake stages.
#include "tests/core/pipeline/fake_stages.hpp"

#include <cstring>

namespace galley::core::pipeline {
namespace {

Script* the_script =
    nullptr;  // one test at a time; a table's functions get nothing but an instance

struct Instance1 {
    const galley_host* host = nullptr;
    std::string name, text;
    const galley_blob* blob = nullptr;
    std::size_t line = 0;
};

Instance1& of(void* self) {
    return *static_cast<Instance1*>(self);
}

galley_status create(const galley_host* host, void** self) {
    *self = new Instance1{.host = host, .name = {}, .text = {}, .blob = nullptr, .line = 0};
    return GALLEY_OK;
}

galley_status configure(void*, const galley_conf*) {
    return GALLEY_OK;
}

void destroy(void* self) {
    delete &of(self);
}

void say(void* self, std::string_view why) {
    of(self).host->set_error(of(self).host, galley::to_abi(why));
}

galley_status source_open(void*) {
    return GALLEY_OK;
}

galley_status source_next(void* self, galley_blob* out) {
    if (the_script->blobs.empty()) {
        return GALLEY_SKIPPED;
    }
    of(self).name = the_script->blobs.front();
    the_script->blobs.pop_front();
    out->name = galley::to_abi(of(self).name);
    out->token = out->name;
    if (of(self).name == "!") {
        say(self, "cannot be read");
        return GALLEY_E_REJECTED;
    }
    of(self).text = of(self).name;
    out->size = UINT64_MAX;
    return GALLEY_OK;
}

galley_status source_read(void* self, galley_str, void* to, size_t room, size_t* got) {
    *got = std::min(room, of(self).text.size());
    std::memcpy(to, of(self).text.data(), *got);
    of(self).text.erase(0, *got);
    return GALLEY_OK;
}

galley_status source_outcome(void*, galley_str token, galley_status status) {
    the_script->told.push_back(
        std::string(galley::view(token)) + (status == GALLEY_OK ? ": ok" : ": bad"));
    return GALLEY_OK;
}

/// A blob with a '|' is a container of lines for the streaming reader.
int32_t sniff(void*, const galley_blob*, galley_str head, bool streams) {
    return (galley::view(head).find('|') != std::string_view::npos) == streams ? 50 : 0;
}

galley_status reader_open(void* self, const galley_blob* blob) {
    auto& me = of(self);
    me.blob = blob;
    me.text.clear();
    ++the_script->opened;
    const auto* build =
        static_cast<const galley_build_v1*>(me.host->extension(me.host, GALLEY_BUILD_V1));
    char piece[64];
    for (size_t got = 1; got > 0;) {
        if (const auto status = build->read(blob, piece, sizeof piece, &got); status < 0) {
            return status;
        }
        me.text.append(piece, got);
    }
    return GALLEY_OK;
}

void reader_close(void* self) {
    of(self).blob = nullptr;
    ++the_script->closed;
}

galley_status give(void* self, galley_doc* blank, std::string_view text) {
    auto& me = of(self);
    const auto* build =
        static_cast<const galley_build_v1*>(me.host->extension(me.host, GALLEY_BUILD_V1));
    return build->set_text(blank, galley::to_abi(text), {});
}

galley_status single_next(void* self, galley_doc* blank) {
    return give(self, blank, of(self).text);
}

galley_status stream_next(void* self, galley_doc* blank) {
    auto& text = of(self).text;
    if (text.empty()) {
        return GALLEY_SKIPPED;
    }
    const auto end = text.find('|');
    const auto line = text.substr(0, end);
    if (line == "bad" && the_script->bad_line != GALLEY_E_REJECTED) {
        say(self, "the disk is gone");
        return the_script->bad_line;  // it would say so for ever
    }
    text.erase(0, end == std::string::npos ? end : end + 1);
    if (line == "bad") {
        say(self, "a bad line");
        return GALLEY_E_REJECTED;
    }
    return give(self, blank, line);
}

const void* source_extension(void*, const char* id) {
    static const galley_source_v1 table{
        sizeof(galley_source_v1),
        0,
        source_open,
        nullptr,
        source_next,
        source_read,
        source_outcome};
    return std::string_view(id) == GALLEY_SOURCE_V1 ? &table : nullptr;
}

template <bool kStreams>
const void* reader_extension(void*, const char* id) {
    static const galley_reader_v1 table{
        sizeof(galley_reader_v1),
        0,
        nullptr,
        [](void* self, const galley_blob* blob, galley_str head) {
            return sniff(self, blob, head, kStreams);
        },
        reader_open,
        reader_close,
        kStreams ? stream_next : single_next};
    return std::string_view(id) == GALLEY_READER_V1 ? &table : nullptr;
}

/// Strips the first byte, then answers as the script says.
galley_status process(void* self, galley_doc* doc) {
    galley_decision strip{};
    strip.struct_size = sizeof strip;
    strip.action = GALLEY_STRIP;
    strip.range = {0, 1};
    strip.category = galley::to_abi("other");
    strip.rule = galley::to_abi("first");
    strip.confidence = 1;
    of(self).host->doc->decide(doc, &strip, nullptr);
    if (the_script->cleanup < 0) {
        say(self, "no ink");
    }
    return the_script->cleanup;
}

}  // namespace

FakeStages::FakeStages(Script& script) {
    the_script = &script;
}

void FakeStages::add(galley_plugin plugin, const char* id, config::OnError on_error) {
    plugin.struct_size = sizeof plugin;
    plugin.id = id;
    plugin.create = create;
    plugin.configure = configure;
    plugin.destroy = destroy;
    plugins_.push_back(plugin);
    auto& resolved = configs_.emplace_back();
    resolved.stage.id = id;
    resolved.stage.on_error = on_error;
    Stage stage;
    stage.config = &resolved;
    stage.plugin = &plugins_.back();
    stage.author = {id, id, "1", plugin.kind, plugin.capabilities};
    stages.push_back(stage);
}

void FakeStages::add_source() {
    galley_plugin plugin{};
    plugin.kind = GALLEY_KIND_INGEST;
    plugin.extension = source_extension;
    add(plugin, "source", config::OnError::kFail);
}

void FakeStages::add_reader(bool streams) {
    galley_plugin plugin{};
    plugin.kind = GALLEY_KIND_INGEST;
    plugin.capabilities = streams ? GALLEY_CAP_STREAMS : 0;
    plugin.extension = streams ? reader_extension<true> : reader_extension<false>;
    add(plugin, streams ? "stream" : "single", config::OnError::kFail);
}

void FakeStages::add_cleanup(config::OnError on_error) {
    galley_plugin plugin{};
    plugin.kind = GALLEY_KIND_CLEANUP;
    plugin.process = process;
    add(plugin, "strip", on_error);
}

}  // namespace galley::core::pipeline
