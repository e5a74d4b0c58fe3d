# Paths are relative and programs run as `python -m`, so that a space in the path of the repository does no harm.
PYTHON ?= python3
LAB_ARGS ?=
PY = .venv/bin/python
AS_ROOT = $(if $(filter 0,$(shell id -u)),--allow-root)

.PHONY: help venv lab test bench notebooks lint format lock

help:
	@echo 'make lab        open the course in JupyterLab (the first time it is installed into .venv)'
	@echo 'make test       everything that CI runs'
	@echo 'make bench      the live figures beside the usual ways to draw, timed in a real browser'
	@echo 'make notebooks  notebooks/source/*.md → notebooks/*.ipynb, run, with outputs'
	@echo 'make lint       ruff: look for mistakes and check the formatting'
	@echo 'make format     ruff: mend what can be mended, format the rest'
	@echo 'make lock       pin the newest versions that pyproject.toml allows'

venv:
	@$(PYTHON) .ci/venv.py

lab: venv
	@$(PY) -m jupyterlab --ServerApp.root_dir=notebooks --LabApp.default_url=/lab/tree/00_start.ipynb \
		--KernelManager.transport_encryption=auto $(AS_ROOT) $(LAB_ARGS)

test: lint
	$(PY) -m pytest -n 2 --dist loadscope --no-loadscope-reorder --nbval tests notebooks

# The lock stays as it is: its versions bind what the peers bring along.
bench: venv
	@$(PY) -m pip install --quiet --disable-pip-version-check -r tests/bench/requirements.txt -c requirements.txt
	@$(PY) -m pip --disable-pip-version-check check
	$(PY) -m tests.bench

notebooks: venv
	$(PY) notebooks/source/build.py

lint: venv
	$(PY) -m ruff check
	$(PY) -m ruff format --check

# Without the notebooks: they are mended in their sources.
format: venv
	$(PY) -m ruff check --fix --exit-zero .ci course_lib notebooks/source tests
	$(PY) -m ruff format .ci course_lib notebooks/source tests

lock: venv
	$(PY) -m pip install --quiet uv
	$(PY) -m uv pip compile --universal --python-version 3.11 --fork-strategy fewest --extra test \
		--upgrade --no-emit-index-url --no-annotate --no-header --quiet pyproject.toml -o requirements.txt
	cp requirements.txt binder/requirements.txt
