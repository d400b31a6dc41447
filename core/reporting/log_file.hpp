// SPDX-License-Identifier: Apache-2.0
// A log file that can be opened anew under its name, when it was renamed.
#pragma once
#include <string>

#include <spdlog/details/null_mutex.h>
#include <spdlog/sinks/base_sink.h>

#include "core/result.hpp"

namespace galley::core::reporting {

/// One caller at a time: Log's lock is around it.
class LogFile final : public spdlog::sinks::base_sink<spdlog::details::null_mutex> {
  public:
    explicit LogFile(std::string path) : path_(std::move(path)) {}

    ~LogFile() override;
    LogFile(const LogFile&) = delete;
    LogFile& operator=(const LogFile&) = delete;

    /// Opens the file of that name, which is made when there is none, and lines go to its end.
    /// @errors  kIo, and what was open stays so.
    Result<void> open();

  protected:
    void sink_it_(const spdlog::details::log_msg& message) override;

    void flush_() override {}

  private:
    std::string path_;
    int fd_ = -1;
};

}  // namespace galley::core::reporting
