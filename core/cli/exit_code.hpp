// SPDX-License-Identifier: Apache-2.0
// The exit codes of galley; printed by `galley help`.
#pragma once
#include "core/result.hpp"

namespace galley::core::cli {

enum ExitCode : int {
    kOk = 0,
    kCheckFailed = 1,  ///< a test or check failed, a difference was found
    kUsage = 64,       ///< the command line, or an --out that holds something else
    kDocuments = 65,   ///< some documents failed or were held
    kInternal = 70,    ///< a fault of galley: the balance does not close
    kIo = 74,
    kStopped = 75,  ///< limits.errors, limits.disk_space, --max-canceled, a broken plugin
    kConfig = 78,
    kInterrupted = 130
};

inline constexpr const char* kExitCodeHelp =
    "Exit codes:\n"
    "  0    all ok\n"
    "  1    a test or check failed\n"
    "  64   usage, or an --out that holds something else\n"
    "  65   some documents failed or were held; they are listed and in the dead letters\n"
    "  70   internal: the balance does not close\n"
    "  74   input or output failed, or memory or threads ran out; the same command goes on\n"
    "  75   stopped by limits.errors, limits.disk_space, --max-canceled or a broken plugin; the "
    "same command goes on\n"
    "  78   the config is wrong\n"
    "  130  interrupted; the same command goes on";

constexpr ExitCode exit_code(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::kUsage:
            return kUsage;
        case ErrorKind::kConfig:
            return kConfig;
        case ErrorKind::kIo:
            return kIo;
        case ErrorKind::kInvalidInput:
            return kDocuments;
        case ErrorKind::kFailed:
            return kCheckFailed;
        case ErrorKind::kInternal:
            break;
    }
    return kInternal;
}

}  // namespace galley::core::cli
