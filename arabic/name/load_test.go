package name

import (
	"testing"
	"time"

	"rawi/arabic/word"
)

func TestLoad(t *testing.T) {
	step := func(s string, f func()) { t0 := time.Now(); f(); t.Log(s, time.Since(t0)) }
	step("corpus", func() { word.Corpus() })
	step("gaz", func() { gaz() })
	step("given", func() { givenNames() })
	step("cues", func() { cues() })
	step("titles", func() { titleWords() })
	step("offices", func() { offices() })
	step("swaps", func() { swaps(); family() })
	step("tagger", func() { tagger(); clusters() })
}
