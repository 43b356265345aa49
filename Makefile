# `make demo` and `make test` do everything on a fresh Debian 12: install packages, build, run. A second run is quick.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help demo demo-na test setup build bench bench-fit lint clean

help:            ## this list
	@grep -E '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## /  make \1\t/'

setup:           ## install what the build needs from the distribution (root or sudo)
	@bash eng/setup.sh

build: setup     ## build everything into dist/
	@bash eng/build.sh

test: build      ## build, then run every test
	@bash eng/test.sh

demo: build      ## build, then sodium clusters: molecular dynamics in LAMMPS, minima hopping in ASE
	@bash eng/demo.sh

demo-na: build   ## build, then the sodium study in small: fit, melt, isomers (examples/na-clusters)
	@bash examples/na-clusters/run.sh

bench: build     ## time every door, in artifacts/bench (QUICK=1: some minutes)
	@bash eng/bench.sh

bench-fit: build ## measure fits, in artifacts/bench-fit (QUICK=1: some minutes)
	@bash eng/bench-fit.sh

lint: setup      ## formatting of C#, C++ and Python
	@bash eng/lint.sh

clean:           ## remove what was built
	rm -rf dist artifacts
	find src tests eng benchmarks python examples -type d \
	    \( -name bin -o -name obj -o -name __pycache__ -o -name TestResults \) -prune -exec rm -rf {} +
