// SPDX-License-Identifier: Apache-2.0
// galley_golden for plugins built outside galley's tree: no rule service.
#include <galley/testing/golden.hpp>

int main(int argc, char** argv) {
    return galley::testing::golden_main(argc, argv, {});
}
