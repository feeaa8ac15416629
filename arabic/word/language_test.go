package word

import (
	"os"
	"strings"
	"testing"
)

// TestLanguages: the language of short texts; the floor is .99.
func TestLanguages(t *testing.T) {
	b, err := os.ReadFile("testdata/languages.txt")
	if err != nil {
		t.Fatal(err)
	}
	n, right := 0, 0
	each := map[string]bool{}
	for line := range strings.Lines(string(b)) {
		want, s, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok {
			continue
		}
		n++
		each[want] = true
		if got, sure := Language(s); got == want {
			right++
		} else {
			t.Logf("%s, not %s (%.2f): %s", got, want, sure, s)
		}
	}
	t.Logf("%d of %d texts in %d languages", right, n, len(each))
	if n < 200 || len(each) < 8 || float64(right) < .99*float64(n) {
		t.Errorf("%d of %d right in %d languages", right, n, len(each))
	}
}

// TestStretches: a page that mixes languages is parted by paragraphs; a short line goes with its neighbours.
func TestStretches(t *testing.T) {
	s := "عاجل\nأعلنت وزارة الصحة تسجيل مئة إصابة جديدة خلال يوم واحد\nReuters\nThe health minister said a new hospital would open next month\nوزیر اعظم نے کہا ہے کہ حکومت مہنگائی پر قابو پا لے گی\n"
	at, got := 0, ""
	for _, x := range Languages(s) {
		if x.Span.Start != at {
			t.Errorf("%v begins at %d", x, at)
		}
		at = x.Span.End
		got += x.Language + " "
	}
	if at != len(s) || got != "ar en ur " {
		t.Errorf("%s, to %d of %d", got, at, len(s))
	}
	for in, want := range map[string]string{"": Undetermined, "12 %": Undetermined, "بستان": Arabic, "Xyzzy": Undetermined} {
		if l, _ := Language(in); l != want {
			t.Errorf("%q: %s, want %s", in, l, want)
		}
	}
}
