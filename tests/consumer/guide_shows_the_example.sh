#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# guide_shows_the_example.sh GUIDE EXAMPLE: the guide's first C++ block is the shipped example without its head comment.
set -eu
shown=$(awk '/^```cpp$/ && !done {on = 1; next} /^```$/ && on {on = 0; done = 1} on' "$1")
shipped=$(sed 1,2d "$2")
[ "$shown" = "$shipped" ] || {
    echo "$1 and $2 differ"
    exit 1
}
