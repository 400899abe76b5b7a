# Two commands do everything: "make run" and "make test". Both can be repeated at any time.
.DEFAULT_GOAL := help
.PHONY: help run test soak mutation audit benchmark pins

help: ## list these targets
	@sed -n 's/^\([a-z]*\):.*## /make \1	/p' Makefile | expand -t 18

run: ## set up everything and serve on http://127.0.0.1:8050
	@bash .ci/venv requirements.txt
	@.venv/bin/python app.py load --unless-read-only
	@.venv/bin/python app.py serve

test: ## set up everything for the tests and run them (some of them: make test ARGS="tests/unit -k query")
	@bash .ci/test $(ARGS)

soak: ## the long versions of the long tests: half an hour (one of them: make soak ARGS="-k state_machine")
	@bash .ci/soak $(ARGS)

mutation: ## change the arithmetic step by step and see whether a test notices (an hour at most, goes on where it stopped)
	@bash .ci/mutation

audit: ## ask whether a pinned package has a known weakness
	@bash .ci/audit $(ARGS)

benchmark: ## measure, beside a plain Dash page, and write docs/performance.md (half an hour; try ARGS=--quick)
	@bash .ci/venv requirements.txt requirements-dev.txt
	@MONITOR_TEST_BROWSER=$$(.venv/bin/python .ci/browser.py) .venv/bin/python .ci/postgres.py \
		.venv/bin/python -m benchmarks.run $(ARGS)

pins: ## renew the exact versions in requirements.txt and requirements-dev.txt
	@bash .ci/pins
