// SPDX-License-Identifier: Apache-2.0
// The log, on stderr or in a file: one sentence and fields a line; the only place that knows
// spdlog.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/reporting/printable.hpp"
#include "core/result.hpp"

namespace galley::core::reporting {

enum class LogFormat : std::uint8_t { kText, kJson };

struct LogOptions {
    int level = 2;  ///< galley_log_level: 0 trace .. 4 error
    LogFormat format = LogFormat::kText;
    bool colour = false;
    std::string file;  ///< in place of stderr
};

/// @thread any.
class Log {
  public:
    /// @errors  kIo: the file cannot be opened.
    static Result<std::unique_ptr<Log>> open(const LogOptions& options);
    ~Log();
    Log(const Log&) = delete;
    Log& operator=(const Log&) = delete;

    /// Control characters of the text are shown as \xNN, so nothing of a document reaches a
    /// terminal raw. A line that comes more than five times in ten seconds is counted instead, and
    /// told with its count; the ledger never is.
    void write(int level, std::string_view stage, std::string_view text);
    int level() const;

    bool is_file() const;

    /// The next line goes to a file opened anew. To be called from a signal handler.
    void reopen();

  private:
    explicit Log(const LogOptions& options);

    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace galley::core::reporting
