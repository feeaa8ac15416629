package name

import (
	"strings"
	"testing"

	"rawi/arabic/letter"
)

// TestSpelling: invented foreign names look more foreign than words of every day; a file that is none knows nothing.
func TestSpelling(t *testing.T) {
	level := func(w string) uint32 { return spellings().level(letter.String(w, letter.Search)) }
	for _, foreign := range []string{"غرانفولد", "كارلينيوس", "فينتشكوف"} {
		for _, native := range []string{"الحكومة", "مشروعات", "استقبال"} {
			if a, b := level(foreign), level(native); a <= b {
				t.Errorf("%s has level %d, %s %d", foreign, a, native, b)
			}
		}
	}
	if got := ReadSpelling("rawi").level("كلمه"); got != 0 {
		t.Errorf("level %d of a model that is none", got)
	}
	if got := level(strings.Repeat("غ", 500)); got < 1 || got > levels {
		t.Errorf("level %d of an endless word", got)
	}
}
