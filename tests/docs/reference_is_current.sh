#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# reference_is_current.sh GALLEY FILE: the config reference is what galley prints.
unset GALLEY_PLUGIN_PATH
"$1" plugins inspect --reference | diff -u "$2" - && exit 0
echo "$2 is stale; print it anew: build/release/bin/galley plugins inspect --reference >docs/reference.md"
exit 1
