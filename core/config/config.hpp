// SPDX-License-Identifier: Apache-2.0
// The normal form of a config, the same behind INFO and JSON, and how to read one.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "condition.hpp"
#include "core/loading/plugin_info.hpp"
#include "core/result.hpp"
#include "diagnostic.hpp"

namespace galley::core::config {

/// The Position::file of inputs that the command line names in place of a config's.
inline constexpr std::string_view kCommandLine = "command line";

/// A parameter as written, before its type is known.
struct Option {
    std::string key;
    std::vector<std::string> values;  ///< one, several from a JSON array, none for a bare key
    bool is_array = false;
    bool refused = false;  ///< its value is already among the problems
    std::string run_on;    ///< INFO: with the value before it on its line, as one value in quotes
    Position position;
};

enum class OnError { kFail, kSkip, kHold };
enum class Isolation { kNone, kProcess };

struct Stage {
    PluginKind kind = PluginKind::kCleanup;
    std::string plugin;  ///< "cleanup.strip_notices"
    std::string id;      ///< "strip_notices"; "export_jsonl" where an ingest has that name too
    std::vector<Option> options;
    std::optional<Condition> when;
    std::vector<std::string> kinds = {"article"};
    OnError on_error = OnError::kFail;
    std::optional<Isolation> isolate;  ///< nothing: as is usual for its plugin
    Position isolate_position;         ///< where the config asks for it
    Position position;
};

/// `errors` of `per` documents; `per` 0: a plain count.
struct ErrorLimit {
    std::uint64_t errors = 0;
    std::uint64_t per = 0;
    std::uint64_t least_read = 0;  ///< not judged before so many documents were read
};

/// What one document, or a run, may take. A document over a limit fails with the limit's name.
struct Limits {
    /// More failed documents stop the run; nothing: they never do. What is not given is a fifth: a
    /// broken plugin fails them all, and small batches end with what is good in them.
    std::optional<ErrorLimit> errors = ErrorLimit{1, 5, 50};
    std::chrono::nanoseconds document_time = std::chrono::seconds(30);
    std::chrono::nanoseconds stage_time{};  ///< of one call; 0: document_time alone
    std::uint64_t document_size_bytes = std::uint64_t{64} << 20;
    std::uint64_t line_size_bytes = std::uint64_t{8} << 20;
    std::uint64_t metadata_size_bytes = std::uint64_t{16} << 20;
    std::uint64_t fields = 10'000, tags = 10'000, spans = 100'000, children = 10'000;
    std::uint64_t disk_space_bytes = std::uint64_t{64} << 20;  ///< left free where --out lies
};

/// How much work a kill may cost: a commit is made after so many documents or so much time.
struct Commits {
    std::int64_t documents = 10000;
    std::chrono::nanoseconds time = std::chrono::milliseconds(200);
    std::uint64_t seal_bytes = std::uint64_t{64}
                               << 20;  ///< outputs that a resume never goes back behind
};

enum class Sandbox { kAuto, kRequired, kOff };

/// How stages with `isolate process` run.
struct IsolationSettings {
    Sandbox sandbox = Sandbox::kAuto;
    std::uint64_t memory_bytes = std::uint64_t{512} << 20;  ///< of one worker; 0: no limit
    std::uint64_t worker_documents = 10'000;  ///< a worker is replaced after so many; 0: never
    std::uint64_t worker_deaths = 5;  ///< documents that cost a worker within 10 s stop the run
};

/// What the safety brake lets pass, for all documents or for those of one source.
struct BrakeLimits {
    std::optional<std::int64_t> smallest_body_chars, free_chars;
    std::optional<double> share;  ///< of a text, that each category may strip
    std::vector<std::pair<std::string, double>> shares;  ///< "notice" 0.9: other than `share`

    std::optional<double> share_of(std::string_view category) const;
};

/// The safety brake, run once after cleanup. What is not given has the built-in value.
struct Brake : BrakeLimits {
    std::int64_t paragraph_chars = 120;  ///< longer ones that end like a sentence are not stripped
    /// By the value of the field `source`, or by a folder with its slash, "inbox/forum/"; the first
    /// that fits a document counts.
    std::vector<std::pair<std::string, BrakeLimits>> sources;

    /// @param source  one of `sources`, or null.
    double share_of(std::string_view category, const BrakeLimits* source = nullptr) const;
    std::int64_t smallest_body(const BrakeLimits* source = nullptr) const;
    std::int64_t chars_always_free(const BrakeLimits* source = nullptr) const;
};

struct Config {
    int version = 0;
    std::string pipeline;
    Position pipeline_position;
    std::vector<Stage> stages;
    Limits limits;
    Commits commits;
    Brake brake;
    IsolationSettings isolation;
    std::filesystem::path file;
    std::vector<std::filesystem::path> plugin_paths;     ///< joined to the config's folder
    std::vector<std::filesystem::path> trusted_plugins;  ///< whoever may change them; joined
    std::filesystem::path allowed_plugins;               ///< a file of SHA-256s; empty: all
    Position allowed_plugins_position;
    Diagnostics problems;  ///< those found while reading; validate() reports them with its own
};

/// Reads a config, its includes, and `--set` overrides ("limits.errors=3/1000"; the last of a key
/// wins).
/// @returns a config, perhaps with problems: give it to validate(). Fails only where no chain is
/// left to check.
/// @errors  not a regular file, over 1 MiB, not UTF-8, nested over 64 deep, syntax, includes
/// outside the folder.
[[nodiscard]] Result<Config, Diagnostics> read_config(
    const std::filesystem::path& file, std::span<const std::string> overrides = {});

/// "ingest", "cleanup", "tagging", "export".
std::string_view keyword(PluginKind kind);

/// The kind that a keyword stands for, if it is one.
std::optional<PluginKind> kind_of(std::string_view word);

/// "strip_notices" of "cleanup.strip_notices".
std::string_view name_of(std::string_view plugin_id);

/// "cleanup strip_notices", and its id when that differs: how messages name a stage.
std::string title(const Stage& stage);

/// The fixed vocabulary of what a decision may be about.
std::span<const std::string> categories();

}  // namespace galley::core::config
