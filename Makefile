# make serve   build the page and serve it on 127.0.0.1:$(PORT)
# make single  the page as one file, dist/rectification-ledger.html; CARRY=ledger.json puts one in
# make test    everything that must hold, from formatting to a real browser
# make bench   sizes and times, printed
# make bench-working   progress and history at size, natively and in the page
# make bench-disclosure   files beside the npm package docx, and the document in the page; PEERS as below
# make bench-single   the page as one file beside the served folder
# make bench-exchange   the workbook beside the npm package exceljs, and merging; PEERS as below
# make bench-checks   what the checks and the finders find in the labelled samples
# make bench-grid   the table beside other tables; PEERS names their benchmark
# make fuzz    each target of fuzz/ for SECONDS=20; TARGETS="parse read" chooses. What breaks is
#              kept in fuzz/artifacts, and belongs into tests/native once it is understood
SHELL := bash
PORT ?= 8080
SECONDS ?= 20
TARGETS ?= parse read file docx xlsx
BUILD := . "$$(scripts/toolchain build)" &&
TEST := . "$$(scripts/toolchain test)" &&
FUZZ := . "$$(scripts/toolchain fuzz)" &&
WASM := --target wasm32-unknown-unknown

.PHONY: serve build single test fmt clippy native web e2e bench bench-grid bench-working bench-disclosure bench-exchange bench-checks bench-single fuzz fetch clean

serve: fetch
	$(BUILD) echo "整改台账  http://127.0.0.1:$(PORT)/" && trunk serve --release --offline --no-autoreload --port $(PORT)

build: fetch
	$(BUILD) trunk build --release --offline

single: build
	$(BUILD) cargo run --quiet --locked --example single -- dist $(if $(CARRY),--carry "$(CARRY)") --out dist/rectification-ledger.html

test: fmt clippy native web e2e

fetch:
	@$(BUILD) cargo fetch --locked --quiet

fmt: fetch
	$(TEST) cargo fmt --check

clippy: fetch
	$(TEST) cargo clippy --quiet --locked --all-targets -- -D warnings
	$(TEST) cargo clippy --quiet --locked --lib --bins --test web $(WASM) -- -D warnings
	$(TEST) cargo clippy --quiet --locked --lib $(WASM) --features bench -- -D warnings

native: fetch
	$(TEST) cargo build --quiet --locked --example convert
	$(TEST) cargo nextest run --locked --lib --bins --test native

web: fetch
	$(TEST) cargo test --locked $(WASM) --test web

e2e: single
	cd tests/e2e && npm ci --silent
	$(TEST) node --test --test-concurrency=1 --test-reporter=spec tests/e2e/*.test.mjs

bench: build
	$(BUILD) cargo build --quiet --locked --profile native --bench core
	cd tests/e2e && npm ci --silent
	$(TEST) node bench/run.mjs

bench-working: build
	$(BUILD) cargo build --quiet --locked --profile native --bench core
	cd tests/e2e && npm ci --silent
	$(TEST) node bench/working.mjs

bench-disclosure: build
	$(BUILD) cargo build --quiet --locked --profile native --bench core
	cd tests/e2e && npm ci --silent
	$(TEST) node bench/disclosure.mjs

bench-single: single
	cd tests/e2e && npm ci --silent
	$(TEST) node bench/single.mjs

bench-exchange: build
	$(BUILD) cargo build --quiet --locked --profile native --bench core
	cd tests/e2e && npm ci --silent
	$(TEST) node bench/exchange.mjs

bench-checks: fetch
	$(BUILD) cargo bench --quiet --locked --bench core -- checks >bench/CHECKS.md
	$(BUILD) cargo bench --quiet --locked --bench core -- redact >bench/REDACT.md

bench-grid: fetch
	$(TEST) trunk build --release --offline --features bench --dist bench/dist
	$(TEST) node bench/grid.mjs

# The fuzzer asks for flags that only an unstable compiler takes, or a stable one that is told so.
# No sanitizer: there is no unsafe code to watch, and without it twice as much is tried.
fuzz: fetch
	$(FUZZ) fuzz/seeds && cd fuzz && export RUSTC_BOOTSTRAP=1 && \
	for target in $(TARGETS); do \
		case $$target in \
			parse | read) dictionary=-dict=dictionaries/report.dict ;; \
			docx | xlsx) dictionary=-dict=dictionaries/office.dict ;; \
			*) dictionary= ;; \
		esac; \
		cargo fuzz run --fuzz-dir . -s none $$target -- $$dictionary -max_total_time=$(SECONDS) \
			-rss_limit_mb=1024 -timeout=10 || exit 1; \
	done

clean:
	rm -rf dist bench/dist target fuzz/target tests/e2e/node_modules
