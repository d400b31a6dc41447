// SPDX-License-Identifier: Apache-2.0
// Drives one instance through its life, by the order that plugin.h promises.
#include <array>
#include <unistd.h>
#include <utility>

#include <galley/testing/recording_host.hpp>

#include "host_state.hpp"
#include "parameters.hpp"
#include "plugin_file.hpp"

namespace galley GALLEY_SDK_HIDDEN {
namespace testing {

namespace {

constexpr std::size_t kHeadBytes = 4096;

std::filesystem::path folder_beside(std::filesystem::path file) {
    return std::filesystem::absolute(file).replace_extension();
}

std::string read_descriptor(int fd) {
    std::string bytes;
    std::array<char, 4096> chunk{};
    for (ssize_t got = 0; (got = read(fd, chunk.data(), chunk.size())) > 0;) {
        bytes.append(chunk.data(), static_cast<std::size_t>(got));
    }
    close(fd);
    return bytes;
}

}  // namespace

RecordingHost::RecordingHost(const std::filesystem::path& plugin_file, std::string_view id)
    : RecordingHost(load_plugin(plugin_file, id), folder_beside(plugin_file)) {}

RecordingHost::RecordingHost(const galley_plugin* plugin, const std::filesystem::path& data_folder)
    : state_(std::make_unique<State>(plugin, data_folder)) {}

RecordingHost::~RecordingHost() = default;
RecordingHost::RecordingHost(RecordingHost&&) noexcept = default;

const galley_plugin& RecordingHost::plugin() const {
    return *state_->plugin;
}

void RecordingHost::offer(std::string id, const void* table) {
    state_->offered.insert_or_assign(std::move(id), table);
}

void RecordingHost::set_cancelled(bool cancelled) {
    state_->is_cancelled = cancelled;
}

void RecordingHost::set_time_left_ns(std::int64_t left) {
    state_->left_ns = left;
}

void RecordingHost::set_totals(const galley_run_totals& totals) {
    state_->totals = totals;
}

const std::string& RecordingHost::error() const {
    return state_->error;
}

const std::vector<LogLine>& RecordingHost::log() const {
    return state_->log_lines;
}

const std::map<std::string, double>& RecordingHost::counts() const {
    return state_->counters;
}

std::map<std::string, std::string> RecordingHost::outputs() const {
    return state_->output.contents();
}

galley_status RecordingHost::configure(const Parameters& parameters) {
    auto& s = *state_;
    s.drop_instance();
    Values values;
    if (auto problem = check_parameters(*s.plugin, parameters, values); !problem.empty()) {
        s.error = std::move(problem);
        return GALLEY_E_CONFIG;
    }
    const auto status = s.call(nullptr, [&] {
        const auto made = s.plugin->create(&s, &s.self);
        return made < 0
                   ? made
                   : s.plugin->configure(s.self, reinterpret_cast<const galley_conf*>(&values));
    });
    s.configured = status >= 0;
    return status;
}

galley_status RecordingHost::process(Document& document) {
    auto& s = *state_;
    if (!s.configured) {
        document.status = configure();
    }
    if (s.configured) {
        document.status =
            s.call(&document, [&] { return s.plugin->process(s.self, handle_of(document)); });
    }
    document.error = document.status < 0 ? s.error : std::string();
    return document.status;
}

Document RecordingHost::run(std::string_view text) {
    Document document(text);
    if (process(document) < 0) {
        state_->fail("process");
    }
    return document;
}

galley_status RecordingHost::flush() {
    auto& s = *state_;
    return s.plugin->flush == nullptr
               ? GALLEY_OK
               : s.call(nullptr, [&] { return s.plugin->flush(s.self, nullptr); });
}

int RecordingHost::sniff(std::string_view bytes, std::string_view name) {
    auto& s = *state_;
    if (!s.configured && configure() < 0) {
        s.fail("configure");
    }
    const auto& reader = s.role<galley_reader_v1>(GALLEY_READER_V1);
    const MemoryBlob blob(bytes, name, {});
    return s.call(
        nullptr, [&] { return reader.sniff(s.self, &blob, to_abi(bytes.substr(0, kHeadBytes))); });
}

std::vector<Document> RecordingHost::read_all(
    std::string_view bytes, std::string_view name, std::string_view media_type) {
    auto& s = *state_;
    if (!s.configured && configure() < 0) {
        s.fail("configure");
    }
    const auto& reader = s.role<galley_reader_v1>(GALLEY_READER_V1);
    const MemoryBlob blob(bytes, name, media_type);
    std::vector<Document> documents;
    galley_status status = s.call(nullptr, [&] { return reader.open(s.self, &blob); });
    while (status != GALLEY_SKIPPED) {
        auto& blank = documents.emplace_back();
        blank.status = status < 0
                           ? status
                           : s.call(&blank, [&] { return reader.next(s.self, handle_of(blank)); });
        blank.error = blank.status < 0 ? s.error : std::string();
        status = blank.status;
        if (status < 0 && status != GALLEY_E_REJECTED) {
            break;
        }
        status = status == GALLEY_E_REJECTED ? GALLEY_OK : status;
    }
    if (status == GALLEY_SKIPPED) {
        documents.pop_back();
    }
    reader.close(s.self);
    return documents;
}

std::vector<Delivery> RecordingHost::drain() {
    auto& s = *state_;
    if (!s.configured && configure() < 0) {
        s.fail("configure");
    }
    const auto& source = s.role<galley_source_v1>(GALLEY_SOURCE_V1);
    std::vector<Delivery> deliveries;
    const auto checked = [&](galley_status status, const char* what) {
        if (status < 0) {
            s.fail(what);
        }
        return status;
    };
    checked(s.call(nullptr, [&] { return source.open(s.self); }), "open");
    for (;;) {
        galley_blob blob{};
        blob.struct_size = sizeof blob;
        blob.fd = -1;
        blob.size = UINT64_MAX;
        if (checked(s.call(nullptr, [&] { return source.next(s.self, &blob); }), "next") ==
            GALLEY_SKIPPED) {
            break;
        }
        auto& one = deliveries.emplace_back();
        one.name = view(blob.name);
        one.media_type = view(blob.media_type);
        one.token = view(blob.token);
        if (blob.fd >= 0) {
            one.bytes = read_descriptor(blob.fd);
        }
        std::array<char, 1000> chunk{};
        for (size_t got = blob.fd < 0 ? 1 : 0; got > 0;) {
            got = 0;
            checked(
                s.call(
                    nullptr,
                    [&] {
                        return source.read(
                            s.self, to_abi(one.token), chunk.data(), chunk.size(), &got);
                    }),
                "read");
            one.bytes.append(chunk.data(), got);
        }
        s.call(nullptr, [&] { return source.outcome(s.self, to_abi(one.token), GALLEY_OK); });
    }
    source.close(s.self);
    return deliveries;
}

galley_status RecordingHost::begin(std::string_view run, std::string_view position) {
    auto& s = *state_;
    if (!s.configured) {
        if (const auto status = configure(); status < 0) {
            return status;
        }
    }
    const auto& exporter = s.role<galley_export_v1>(GALLEY_EXPORT_V1);
    return s.call(nullptr, [&] { return exporter.begin(s.self, to_abi(run), to_abi(position)); });
}

galley_status RecordingHost::write(const Document& document, std::string_view key) {
    auto& s = *state_;
    const auto& exporter = s.role<galley_export_v1>(GALLEY_EXPORT_V1);
    const auto& said = document.record;
    if (said.status == "held" && (s.held.empty() || s.held.back()[1] != said.path)) {
        s.held.push_back({said.uri, said.path, said.reason});
    }
    return s.call(
        nullptr, [&] { return exporter.write(s.self, handle_of(document), to_abi(key)); });
}

galley_status RecordingHost::cancel(
    std::string_view uri, std::string_view kind, std::string_view key) {
    auto& s = *state_;
    const auto& exporter = s.role<galley_export_v1>(GALLEY_EXPORT_V1);
    if (!GALLEY_HAS(&exporter, cancel)) {
        return GALLEY_E_UNSUPPORTED;
    }
    const galley_canceled gone{sizeof gone, 0, to_abi(uri), to_abi(kind)};
    return s.call(nullptr, [&] { return exporter.cancel(s.self, &gone, to_abi(key)); });
}

galley_status RecordingHost::prepare(std::string& position) {
    auto& s = *state_;
    const auto& exporter = s.role<galley_export_v1>(GALLEY_EXPORT_V1);
    galley_str out{};
    const auto status = s.call(nullptr, [&] { return exporter.prepare(s.self, &out); });
    if (status >= 0) {
        position = view(out);
    }
    return status;
}

galley_status RecordingHost::commit() {
    auto& s = *state_;
    const auto& exporter = s.role<galley_export_v1>(GALLEY_EXPORT_V1);
    return s.call(nullptr, [&] { return exporter.commit(s.self); });
}

void RecordingHost::abort() {
    state_->role<galley_export_v1>(GALLEY_EXPORT_V1).abort(state_->self);
}

void RecordingHost::finish() {
    std::string position;
    if (prepare(position) < 0) {
        state_->fail("prepare");
    }
    if (commit() < 0) {
        state_->fail("commit");
    }
}

}  // namespace testing
}  // namespace GALLEY_SDK_HIDDEN
