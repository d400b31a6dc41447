#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# finds_planted.sh ROOT GALLEY FOLDER: the checks of the documentation find what is planted for them in planted/README.md.
here=$(dirname "$0")
mkdir -p "$3" && rm -rf "$3/planted" && cp -r "$here/planted" "$3/planted" && ln -s "$1/configs" "$3/planted/configs" || exit 1
{
    python3 "$here/check_docs.py" "$3/planted" "$2" | grep -v 'README.md: plugins:\|README.md: exit codes:'
    python3 "$here/run_readme.py" "$3/planted" "$2" "$3/run" 2>"$3/run.log" | sed '/^it printed:$/,/^$/d'
} | diff -u "$here/planted/expected.txt" -
