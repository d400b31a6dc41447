# The doors of galley. Everything installs what it needs (packages.txt) and builds by itself.
SHELL := /bin/bash
.SHELLFLAGS := -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help packages needed build demo test torture score clean

OUT := build/demo
NEEDED := $(shell sed -e '/\# test/d' -e 's/\#.*//' packages.txt)
PACKAGES := $(shell sed -e 's/\#.*//' packages.txt)

help: ## what there is
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 20

# $(call install,PACKAGE...): those that are missing.
define install
@missing=(); for p in $(1); do dpkg-query -W -f '$${Status}' "$$p" 2>/dev/null | grep -q 'ok installed' || missing+=("$$p"); done; \
if [ $${#missing[@]} -gt 0 ]; then \
  echo "Installing: $${missing[*]}"; \
  sudo=; [ "$$(id -u)" -eq 0 ] || sudo=sudo; \
  $$sudo apt-get update -qq && $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends -qq "$${missing[@]}" >/dev/null; \
fi
endef

packages: ## install the Debian packages of packages.txt that are missing, those for tests too
	$(call install,$(PACKAGES))

needed:
	$(call install,$(NEEDED))

build: needed ## build galley into build/release
	@cmake --preset release -DGALLEY_BUILD_TESTS=OFF >/dev/null
	@cmake --build --preset release

demo: build ## clean the shipped samples and show the result
	@rm -rf $(OUT)
	@build/release/bin/galley run configs/newsroom.info --out $(OUT)
	@echo "Articles:    $(OUT)/articles.jsonl"
	@echo "Proof sheet: $(OUT)/proof.html (open it in a browser)"

test: packages ## build and run every test, the same under ASan+UBSan, then fuzz for a while
	@tests/run_all.sh

torture: packages build ## at length: 5000 kills, every I/O call, 600 damaged states, 1000 killed workers, 10 minutes of each fuzz target
	@cmake --preset release -DGALLEY_BUILD_TESTS=ON >/dev/null
	@cmake --build --preset release --target galley galley_mutant galley_failing crash_faultio core_state_test
	@GALLEY_MODEL_SEQUENCES=2000 build/release/bin/core_state_test --gtest_filter='Model.*'
	@for test in "kill --count 5000" fault failpoint redrive purge rerun "damage --count 600" "stop --count 200" "powercut --count 100" "mutant --count 100"; do \
	  tests/crash/crash.py $$test || exit 1; done
	@GALLEY_WORKER_KILLS=1000 python3 tests/pipelines/isolation_test.py IsolationTest.test_killed_workers_cost_nothing
	@cmake --preset fuzz >/dev/null && cmake --build --preset fuzz
	@GALLEY_FUZZ_SECONDS=600 ctest --preset fuzz -E planted -j 2 --verbose | grep -E "findings|FOUND"

score: build ## score the chain on the evaluation corpus, where it is beside the project
	@tests/score.sh

clean: ## remove what was built
	rm -rf build
