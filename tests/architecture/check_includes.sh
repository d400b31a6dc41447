#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# check_includes.sh ROOT: plugins -> sdk <- core. No file of plugins/ or sdk/ includes core or another plugin; no file
# of core/ includes a plugin; only core/rules includes Hyperscan and RE2; only two files of core include Boost.DLL and
# the PropertyTree parsers.
set -u
cd "$1" || exit 1
failed=0
# expect_none TEXT PATTERN FOLDERS...
expect_none() {
    text=$1
    pattern=$2
    shift 2
    found=$(grep -rnE --include='*.h' --include='*.hpp' --include='*.c' --include='*.cpp' "$pattern" "$@")
    [ -z "$found" ] || {
        echo "$text:"
        echo "$found"
        failed=1
    }
}
expect_none "core seen from plugins or the SDK" '#include ["<]([^">]*/)?core/' plugins sdk
expect_none "a path out of the plugin's folder" '#include "[^"]*\.\./' plugins
expect_none "host code seen from plugins" 'galley::core' plugins sdk
expect_none "a plugin seen from core" '#include ["<]([^">]*/)?plugins/' core
expect_none "the host's libraries in plugins or the SDK" '#include <(hs/|re2/|spdlog/|boost/|fmt/|tbb/|oneapi/)' plugins sdk
others=$(find core -mindepth 1 -maxdepth 1 -type d ! -name rules)
expect_none "a regex engine outside core/rules" '#include <(hs/|hs\.h|re2/)' $others
uses=$(grep -rlE '#include <boost/dll' core | sort | tr '\n' ' ')
[ "$uses" = "core/loading/loader.cpp " ] || {
    echo "Boost.DLL outside core/loading/loader.cpp: $uses"
    failed=1
}
exit $failed
