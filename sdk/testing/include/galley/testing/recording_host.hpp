// SPDX-License-Identifier: Apache-2.0
// A host in memory for tests: makes one instance of a plugin, drives it, and records all it says.
// It holds the plugin to the contract of plugin.h as the real host does.
#pragma once
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <galley/testing/document.hpp>

namespace galley GALLEY_SDK_HIDDEN {
namespace testing {

/// "key", "value" as a config would have them. A key given several times is a list of these items.
using Parameters = std::vector<std::pair<std::string, std::string>>;

struct LogLine {
    galley_log_level level;
    std::string text;
};

/// What a source delivered.
struct Delivery {
    std::string name, media_type, token, bytes;
};

/// Not thread-safe. Calls that take no status back throw std::runtime_error with the plugin's
/// message.
class RecordingHost {
  public:
    /// Loads a plugin file; its data files are in the folder beside it that has its name.
    /// @param id  which plugin of the file; "" = the first.
    explicit RecordingHost(const std::filesystem::path& plugin_file, std::string_view id = {});

    /// Takes a plugin of this program: `galley_module_v1(0)->plugins[0]`.
    /// @param data_folder  where resource("rules/zh.rules") is looked for.
    explicit RecordingHost(
        const galley_plugin* plugin, const std::filesystem::path& data_folder = {});

    ~RecordingHost();
    RecordingHost(RecordingHost&&) noexcept;
    RecordingHost& operator=(RecordingHost&&) = delete;

    const galley_plugin& plugin() const;

    /// Offers an extension of the host ("galley.rules/1"); the table is borrowed. Before configure.
    void offer(std::string id, const void* table);

    /// What cancelled() and time_left_ns() answer.
    void set_cancelled(bool cancelled);
    void set_time_left_ns(std::int64_t left);

    /// Makes the instance and configures it; an instance made before goes.
    /// @returns  the plugin's status; GALLEY_E_CONFIG for values that the parameter table refuses.
    galley_status configure(const Parameters& parameters = {});

    /// Runs a cleanup or tagging plugin on a document; configures with defaults when that was not
    /// done.
    /// @returns  the plugin's status, also in document.status.
    galley_status process(Document& document);

    /// process() on a fresh document. Throws when the status is below 0.
    Document run(std::string_view text);

    /// flush(NULL).
    galley_status flush();

    /// The message that belongs to the last status below 0.
    const std::string& error() const;

    const std::vector<LogLine>& log() const;
    const std::map<std::string, double>& counts() const;

    // ---- readers and sources

    /// How sure a reader is of these bytes, 0..100.
    int sniff(std::string_view bytes, std::string_view name);

    /// All documents of a blob. A rejected one has status GALLEY_E_REJECTED and its error; the last
    /// one may have another status below 0, which ended the reading.
    std::vector<Document> read_all(
        std::string_view bytes, std::string_view name, std::string_view media_type = {});

    /// All that a source delivers until SKIPPED, each told the outcome GALLEY_OK.
    std::vector<Delivery> drain();

    // ---- exporters

    galley_status begin(std::string_view run = "run-1", std::string_view position = {});
    galley_status write(const Document& document, std::string_view key);
    /// @returns  GALLEY_E_UNSUPPORTED when the exporter does not want to know.
    galley_status cancel(std::string_view uri, std::string_view kind, std::string_view key);
    /// @param position  what to store, copied; unchanged when the status is below 0.
    galley_status prepare(std::string& position);
    galley_status commit();
    void abort();

    /// prepare and commit. Throws when one of them fails.
    void finish();

    /// What galley.run/1 answers; strings and counters are borrowed.
    void set_totals(const galley_run_totals& totals);

    /// The staged output files: name and content.
    std::map<std::string, std::string> outputs() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace testing
}  // namespace GALLEY_SDK_HIDDEN
