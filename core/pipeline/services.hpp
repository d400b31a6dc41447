// SPDX-License-Identifier: Apache-2.0
// What all plugin instances of a run share: log, data files, rules, output names, totals, the stop
// flag.
#pragma once
#include <atomic>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include <galley/plugin.h>

#include "core/document/model.hpp"
#include "core/result.hpp"
#include "core/rules/rules_extension.hpp"

namespace galley::core::state {
class Known;
}

namespace galley::core::pipeline {

class Outputs;

/// Data files of plugins, read once. @thread any.
class Resources {
  public:
    /// The bytes of folder/name; name is relative, without "..". Views live as long as this.
    Result<std::string_view> get(const std::filesystem::path& folder, std::string_view name);

  private:
    std::mutex mutex_;
    std::map<std::string, std::string> files_;
};

/// Borrowed by every instance; outlives them all. @thread any.
struct Services {
    using Log = std::function<void(int level, std::string_view stage, std::string_view text)>;

    Log log;
    std::vector<std::string> secrets;  ///< values of parameters that nobody is to read
    int log_level = GALLEY_LOG_INFO;
    Resources resources;
    rules::RuleStore* rules = nullptr;
    Outputs* outputs = nullptr;
    std::function<void(galley_run_totals&)> totals;
    std::function<void(void* ctx, galley_listed)> each_held;
    state::Known* known = nullptr;  ///< of a resumed run: documents that are settled
    /// In a worker: the calls on documents, in place of the host's; then records and readers'
    /// documents are not offered.
    const galley_doc_api* worker_documents = nullptr;
    const galley_build_v1* worker_build = nullptr;  ///< the same, for readers
    bool keeps_packs = false;                       ///< instances keep what rules they compile
    std::atomic<bool> cancelled{false};
    const std::atomic<std::uint32_t>* cancelled_by_host =
        nullptr;              ///< in a worker: not 0 when it is
    int wake = -1;            ///< a descriptor that is readable once `cancelled` is set; -1: none
    document::Bounds bounds;  ///< of each document

    /// `text` with *** for each secret in it.
    std::string masked(std::string_view text) const;
};

}  // namespace galley::core::pipeline
