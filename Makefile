# Two commands matter: `make demo` (the core, no torch) and `make test` (everything). Both work in one .venv and can be repeated.
# A stamp remembers which pyproject.toml was installed; the package itself is installed in place, so an edited file needs no new install.

VENV = .venv
BIN = $(VENV)/bin
CORE = $(VENV)/.core-installed
DEV = $(VENV)/.dev-installed
PIP = $(BIN)/python -m pip --disable-pip-version-check
# A Python of your own choice: make demo PYTHON=/opt/python3.12/bin/python3
PYTHON =
# Where pip takes torch from for `make test`; empty is the default index.
TORCH_INDEX =
# One more report for `make demo`.
REPORT =
export PYTHON REPORT

.DEFAULT_GOAL = help
.PHONY: help demo test lint clean

help: ## Say what there is
	@echo 'make demo [REPORT=path]   install the core into .venv and read data/examples/*.txt (and your report): a table here, JSON in out/'
	@echo 'make test                 install the dev extra (torch!) and run lint and the whole test suite'
	@echo '     TORCH_INDEX=https://download.pytorch.org/whl/cpu    ... with the small CPU build of torch'
	@echo 'make lint                 ruff, mypy and the import contracts alone'
	@echo 'make clean                remove .venv, out/ and caches'
	@echo '     PYTHON=python3.12    the Python that makes .venv (3.11 or newer; found by itself otherwise)'

demo: $(CORE)
	@mkdir -p out
	@set -- data/examples/*.txt; if [ -n "$$REPORT" ]; then set -- "$$@" "$$REPORT"; fi; \
	status=0; \
	$(BIN)/python -m giar_ner extract --format json --output out/ "$$@" || status=$$?; \
	$(BIN)/python -m giar_ner extract "$$@" 2>/dev/null || status=$$?; \
	if [ $$status -lt 2 ] && ls out/*.json >/dev/null 2>&1; then echo 'The same as JSON, with the offsets of every figure: out/*.json'; fi; \
	exit $$status

test: $(DEV)
	@$(MAKE) --no-print-directory lint
	$(BIN)/python -m pytest

lint: $(DEV)
	$(BIN)/ruff check
	$(BIN)/ruff format --check --quiet
	$(BIN)/mypy
	$(BIN)/lint-imports

clean:
	rm -rf $(VENV) out .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(CORE): pyproject.toml | $(BIN)/python
	@echo 'Installing the core (numpy, onnxruntime, pydantic, lxml, rich ...; about 70 MB to download, no torch)'
	$(PIP) install --quiet --editable .
	@touch $@

$(DEV): pyproject.toml | $(BIN)/python
	@if [ -n '$(TORCH_INDEX)' ]; then \
	  echo 'Installing the dev extra, with torch from $(TORCH_INDEX) (the CPU build: about 0.2 GB to download; the rest about 0.3 GB)'; \
	elif $(BIN)/python -c 'import torch' 2>/dev/null; then \
	  echo 'Installing the dev extra; torch is already there'; \
	elif [ "$$(uname -sm)" = 'Linux x86_64' ]; then \
	  echo 'Installing the dev extra. On this kind of machine the package index has torch with CUDA only: about 3 GB to download, 6 GB on disk.'; \
	  echo 'The CPU build is enough for everything here and far smaller (0.2 GB). To have it, stop this with Ctrl-C and run'; \
	  echo '    make test TORCH_INDEX=https://download.pytorch.org/whl/cpu'; \
	else \
	  echo 'Installing the dev extra (torch, transformers, spaCy ...: about 0.5 GB to download)'; \
	fi
	@if [ -n '$(TORCH_INDEX)' ]; then $(PIP) install --quiet --index-url '$(TORCH_INDEX)' 'torch>=2.6,<3'; fi
	$(PIP) install --quiet --editable '.[dev]'
	@touch $(CORE) $@

# The first Python that is new enough and can make an environment; on Debian the venv module is a package of its own.
$(BIN)/python:
	@found=; old=; \
	for python in $${PYTHON:-python3 python3.13 python3.12 python3.11 python3.14 python}; do \
	  version=$$("$$python" -c 'import sys; print(".".join(map(str, sys.version_info[:3])))' 2>/dev/null) || continue; \
	  if ! "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then old="$$old $$python ($$version)"; continue; fi; \
	  if ! "$$python" -c 'import venv, ensurepip' 2>/dev/null; then bare=$${bare:-$$python}; continue; fi; \
	  found=$$python; break; \
	done; \
	if [ -n "$$found" ]; then \
	  echo "Making $(VENV) with $$found ($$version)"; \
	  "$$found" -m venv $(VENV) || { rm -rf $(VENV); exit 1; }; \
	elif [ -n "$$bare" ]; then \
	  echo "$$bare cannot make a virtual environment: its venv module is not complete. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; \
	else \
	  echo "Python 3.11 or newer is needed and was not found$${old:+ (too old:$$old)}. Install it, or name it: make demo PYTHON=/path/to/python3" >&2; exit 1; \
	fi
