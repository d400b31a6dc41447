# The doors of galley. Everything installs what it needs (packages.txt) and builds by itself.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help packages build demo test score clean

OUT := build/demo
PACKAGES := $(shell sed -e 's/\#.*//' packages.txt)

help: ## what there is
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 20

packages: ## install the Debian packages of packages.txt that are missing
	@missing=(); for p in $(PACKAGES); do dpkg-query -W -f '$${Status}' "$$p" 2>/dev/null | grep -q 'ok installed' || missing+=("$$p"); done; \
	if [ $${#missing[@]} -gt 0 ]; then \
	  echo "Installing: $${missing[*]}"; \
	  sudo=; [ "$$(id -u)" -eq 0 ] || sudo=sudo; \
	  $$sudo apt-get update -qq && $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends -qq "$${missing[@]}" >/dev/null; \
	fi

build: packages ## build galley into build/release
	@cmake --preset release -DGALLEY_BUILD_TESTS=OFF >/dev/null
	@cmake --build --preset release

demo: build ## clean the shipped samples and show the result
	@rm -rf $(OUT)
	@build/release/bin/galley run configs/newsroom.info --out $(OUT)
	@echo "Articles:    $(OUT)/articles.jsonl"
	@echo "Proof sheet: $(OUT)/proof.html (open it in a browser)"

test: packages ## build and run every test, then the same under ASan+UBSan
	@tests/run_all.sh

score: build ## score the chain on the evaluation corpus, where it is beside the project
	@tests/score.sh

clean: ## remove what was built
	rm -rf build
