# Everything a learner or an author does with this folder. `make` alone lists it.

PYTHON ?= python3
VENV ?= .venv
TEST_VENV ?= .venv-test
BENCH_VENV ?= .venv-bench
BROWSER_BENCH_VENV ?= .venv-bench-browser
SITE_VENV ?= .venv-site
SITE_FOLDER ?= _site
PYODIDE ?=
OPTIONS ?=

ifeq ($(OS),Windows_NT)
BIN := Scripts
else
BIN := bin
endif

TEST_LOCK := $(if $(NEWEST),--newest,requirements/test.txt)
TEST_PYTHON := $(TEST_VENV)/$(BIN)/python
INSTALL = @command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or newer is needed: install it, or name yours: make $@ PYTHON=..." >&2; exit 1; }; \
	$(PYTHON) tools/install.py

export PYTHONUTF8 := 1
# The browser tests start their servers in the learner's environment.
export VENV

.DEFAULT_GOAL := help
.PHONY: help setup lab reset present doctor test-setup test notebooks notebook lesson pictures bench bench-browser bench-classroom site fuzz audit format environment lock clean

help:
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 20

setup:  ## build the learner's environment (.venv); at once when it is up to date
	$(INSTALL) $(VENV) requirements/lab.txt

lab: setup  ## open the lessons in JupyterLab (OPTIONS="--port 9000" passes options on)
	@$(VENV)/$(BIN)/lessons lab $(OPTIONS)

reset: setup  ## N=01: put a lesson back as it was; your own version is kept beside it
	@$(VENV)/$(BIN)/lessons reset $(N)

present: setup  ## N=03: show a lesson on a projector, section by section
	@$(VENV)/$(BIN)/lessons present $(or $(N),$(error name the lesson, for example: make present N=03)) $(OPTIONS)

doctor: setup  ## say whether all is in order, and the command that mends what is not
	@$(VENV)/$(BIN)/lessons doctor

test-setup:
	$(INSTALL) $(TEST_VENV) $(TEST_LOCK)

test: setup test-setup  ## run every check and every test (ONLY="unit nbval" runs some)
	@$(TEST_PYTHON) -m tools.check $(ONLY)

notebooks: test-setup  ## build notebooks/*.ipynb from notebooks/source/*.md, by running them
	@$(TEST_PYTHON) -m tools.build_notebooks

notebook: test-setup  ## N=01: build one lesson and check it
	@$(TEST_PYTHON) -m tools.build_notebooks --check $(or $(N),$(error name the lesson, for example: make notebook N=01))

lesson: test-setup  ## NAME=11-curves: begin a new lesson
	@$(TEST_PYTHON) -m tools.new_lesson $(or $(NAME),$(error name the lesson, for example: make lesson NAME=11-curves))

pictures: setup test-setup  ## take README's pictures anew from a real browser (OPTIONS="rules film" takes some)
	@$(TEST_PYTHON) -m tools.pictures $(OPTIONS)

bench:  ## measure frames, derivatives and answers beside the usual ways, and a hundred simulated learners (FIRST_EDITION=folder: frames beside that worktree's, too)
	$(INSTALL) $(BENCH_VENV) requirements/bench.txt
	@$(BENCH_VENV)/$(BIN)/python bench/frames.py
	@$(BENCH_VENV)/$(BIN)/python bench/slopes.py
	@$(BENCH_VENV)/$(BIN)/python bench/roads.py
	@$(BENCH_VENV)/$(BIN)/python -m bench.checker 4
	@$(BENCH_VENV)/$(BIN)/python -m bench.learners

bench-browser: setup  ## measure our pictures beside the usual ways in a real JupyterLab (OPTIONS=--quick: one short round)
	$(INSTALL) $(BROWSER_BENCH_VENV) requirements/bench-browser.txt
	@$(BROWSER_BENCH_VENV)/$(BIN)/python -m bench.browser $(OPTIONS)

bench-classroom: setup  ## measure a class of 20 that drags, on one server (OPTIONS=--write: into docs/classroom.md)
	@$(VENV)/$(BIN)/python -m bench.classroom $(OPTIONS)

site:  ## build the course as static files with Python in the browser (PYODIDE=folder puts Pyodide inside)
	$(INSTALL) $(SITE_VENV) requirements/site.txt
	@$(SITE_VENV)/$(BIN)/python -m tools.site "$(SITE_FOLDER)" $(if $(PYODIDE),--pyodide "$(PYODIDE)")

fuzz: test-setup  ## ten minutes of random and hostile input to what reads and checks answers (OPTIONS="--minutes 1")
	@$(TEST_PYTHON) -m tools.fuzz_checker $(OPTIONS)

audit: test-setup  ## check 200 questions of each level of each skill (OPTIONS="--seeds 20"), and 20,000 changed derivatives
	@$(TEST_PYTHON) -m tools.audit_skills $(OPTIONS)
	@$(TEST_PYTHON) -m tools.mutate_derivatives

format: test-setup  ## put the code in its usual shape
	@$(TEST_PYTHON) -m ruff check --fix-only .
	@$(TEST_PYTHON) -m ruff format .

environment: test-setup  ## write environment.yml from pyproject.toml
	@$(TEST_PYTHON) -m tools.environment

lock:  ## renew requirements/*.txt (needs uv)
	@$(PYTHON) tools/lock.py

clean:  ## remove the environments and caches; your lessons stay
	rm -rf $(VENV) $(TEST_VENV) $(BENCH_VENV) $(BROWSER_BENCH_VENV) $(SITE_VENV) _site .hypothesis .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
