// SPDX-License-Identifier: Apache-2.0
// Writes what came out into a case's folder.
#include <algorithm>
#include <system_error>

#include "core/workbench/run_cases.hpp"
#include "core/workbench/write_file.hpp"

namespace galley::core::workbench {
namespace {

namespace fs = std::filesystem;

}  // namespace

bool can_accept(const Outcome& outcome) {
    return outcome.verdict == Verdict::kFailed && !outcome.accepted.empty() &&
           std::ranges::none_of(outcome.differences, [](const Difference& each) {
               return each.what.starts_with("second run");
           });
}

Result<std::vector<std::string>> accept(const Outcome& outcome) {
    std::vector<std::string> written;
    for (const auto& [name, content] : outcome.accepted) {
        const auto file = outcome.folder / name;
        std::error_code code;
        if (content.empty()) {
            if (fs::remove(file, code)) {
                written.push_back("removed " + file.string());
            } else if (code) {
                return unexpected(Error{
                    file.string() + ": cannot be removed: " + code.message(), ErrorKind::kIo});
            }
            continue;
        }
        if (auto done = write_file(file, content); !done.has_value()) {
            return unexpected(done.error());
        }
        written.push_back("wrote " + file.string());
    }
    return written;
}

}  // namespace galley::core::workbench
