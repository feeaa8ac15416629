# Everything one can do here. `make` lists it.

SHARED ?= ../shared
DATA   ?= .work/data

.PHONY: list run test check gold bench soak fuzz model data docs

list:
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 16

run: ## the sample set's stories, printed and in the browser
	go run ./cmd/rawi demo

test: tools-for-tests ## every test; installs what it needs where it may, and says loudly what the machine cannot have
	go vet ./...
	@fmt=$$(gofmt -l $$(git ls-files '*.go' 2>/dev/null || find . -name '*.go')); [ -z "$$fmt" ] || { echo "not gofmt-ed: $$fmt"; exit 1; }
	go test ./...
	@if command -v gcc >/dev/null 2>&1; then echo "go test -race (the packages that share memory)"; CGO_ENABLED=1 go test -race ./pipeline ./store ./search ./web ./arabic && CGO_ENABLED=1 go test -race -short ./watch ./desk ./gather/fetch; \
	else echo "######## SKIPPED: go test -race needs gcc, which is not here and could not be installed"; fi

.PHONY: tools-for-tests
tools-for-tests:
	@command -v chromium >/dev/null 2>&1 || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 && (apt-get install -y -q chromium >/dev/null 2>&1 || (apt-get update -q >/dev/null 2>&1 && apt-get install -y -q chromium >/dev/null 2>&1)); } || true
	@command -v chromium >/dev/null 2>&1 || echo "######## SKIPPED: the browser tests need chromium, which is not here and could not be installed"
	@command -v gcc >/dev/null 2>&1 || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 && apt-get install -y -q gcc libc6-dev >/dev/null 2>&1; } || true

check: ## linters (their own go.mod: tools/)
	go vet ./...
	go tool -modfile=tools/go.mod staticcheck ./...
	@out=$$(go tool -modfile=tools/go.mod gofumpt -l .); [ -z "$$out" ] || { echo "not gofumpt-ed: $$out"; exit 1; }

gold: ## score the program on its own gold and, where it is there, on $(SHARED); rewrites gold/scores.txt
	go test ./gold -count=1 -run TestScores -update -v -timeout 30m

bench: ## every benchmark, and those beside other libraries (bench/ has a go.mod of its own)
	go test -run xxx -bench . -benchmem ./...
	cd bench && go test -run xxx -bench . -benchmem -benchtime 3x -cpu 1 ./...
	cd bench && RAWI_DATA=$(abspath $(DATA)) go test -v -count=1 -timeout 120m ./search ./library ./reuse

SOAK ?= 1h
SOAK_RATE ?= 100
soak: ## SOAK (1h) of following an endless simulated press at SOAK_RATE articles/s, with readers; rewrites bench/soak.txt
	SOAK=$(SOAK) SOAK_RATE=$(SOAK_RATE) SOAK_FIGURES=$(abspath bench/soak.txt) go test ./cmd/rawi -count=1 -run '^TestSoak$$' -timeout 3h -v

FUZZTIME ?= 30s
fuzz: ## every fuzz target, FUZZTIME each (30s)
	@for p in $$(go list ./...); do for f in $$(go test -list '^Fuzz' $$p | grep '^Fuzz'); do \
	  echo "$$p $$f"; go test -run xxx -fuzz "^$$f$$" -fuzztime $(FUZZTIME) $$p || exit 1; done; done

docs: ## take the picture of docs/parts.md anew (needs chromium)
	UPDATE=1 go test ./cmd/rawi -count=1 -run TestPicture

data: ## unpack $(SHARED)/data into $(DATA), which git ignores
	@mkdir -p $(DATA); for f in $(SHARED)/data/*.tar.gz; do n=$$(basename $$f .tar.gz); [ -d $(DATA)/$$n ] || { mkdir -p $(DATA)/$$n && tar xzf $$f -C $(DATA)/$$n; }; done

model: data ## rebuild the models from the sets that may train them
	go run ./arabic/word/train -wiki $(DATA)/wikipedia-ar-2017/wikipedia-ar-2017/articles.txt -ant $(DATA)/ant -pud $(DATA)/ud-pud/ud-pud/ar_pud-ud-test.conllu -out arabic/word
	go run ./arabic/name/train -data $(DATA) -out arabic/name -spelling
	go run ./arabic/name/train -data $(DATA) -out arabic/name
