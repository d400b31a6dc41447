#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# check_plugin_files.sh FOLDER: every *.so below it exports exactly galley_module_v1 and links nothing of the host's.
set -u
found=0
failed=0
complain() {
    echo "$1: $2"
    failed=1
}
for file in $(find "$1" -name '*.so' | sort); do
    found=$((found + 1))
    exported=$(nm -D --defined-only "$file" | awk '{print $NF}' | sort | tr '\n' ' ')
    [ "$exported" = "galley_module_v1 " ] || complain "$file" "exports: $exported"
    # GNU_UNIQUE symbols are shared between plugins in spite of RTLD_LOCAL.
    nm -D "$file" | awk '$2 == "u"' | grep -q . && complain "$file" "has GNU_UNIQUE symbols"
    foreign=$(readelf -d "$file" | grep NEEDED | grep -E 'lib(hs|re2|spdlog|fmt|boost|tbb|galley)' | tr '\n' ' ')
    [ -z "$foreign" ] || complain "$file" "links what is the host's: $foreign"
    readelf -d "$file" | grep -q 'BIND_NOW\|FLAGS.*NOW' || complain "$file" "is not linked with -z now"
    readelf -d "$file" | grep -q 'NODELETE' || complain "$file" "is not linked with -z nodelete"
    readelf -S "$file" | grep -q '\.galley\.manifest' || complain "$file" "has no manifest"
done
echo "$found plugin files"
[ "$found" -gt 0 ] || failed=1
exit $failed
