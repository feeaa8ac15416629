package text

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestSpanJSON(t *testing.T) {
	for s, want := range map[Span]string{{3, 9}: "[3,9]", {}: "null", {4, 4}: "null"} {
		b, err := json.Marshal(s)
		if err != nil || string(b) != want {
			t.Errorf("%v: %s, %v; want %s", s, b, err, want)
		}
		var back Span
		if err := json.Unmarshal(b, &back); err != nil || back != s && !s.Empty() {
			t.Errorf("%v comes back as %v, %v", s, back, err)
		}
	}
	var s Span
	if err := json.Unmarshal([]byte(`[1,2,"x"]`), &s); err == nil {
		t.Error("a span of three was read")
	}
}

func TestDays(t *testing.T) {
	d := func(s string) Day {
		x, err := ParseDay(s)
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	for in, want := range map[Days]string{
		{d("2025-09-02"), d("2025-09-02")}: "2025-09-02",
		{d("2025-09-01"), d("2025-09-30")}: "2025-09",
		{d("2024-02-01"), d("2024-02-29")}: "2024-02",
		{d("2023-02-01"), d("2023-02-27")}: "2023-02-01/2023-02-27",
		{d("2022-01-01"), d("2022-12-31")}: "2022",
		{d("2022-01-01"), 0}:               "",
		{}:                                 "",
	} {
		if got := in.ISO(); got != want {
			t.Errorf("%v: %q, want %q", in, got, want)
		}
	}
	if w := d("2025-09-02").Weekday().String(); w != "Tuesday" {
		t.Errorf("2025-09-02 is a %s", w)
	}
	if y, m, a := d("1930-03-04").Date(); y != 1930 || m != 3 || a != 4 {
		t.Errorf("%d-%d-%d", y, m, a)
	}
	if _, ok := (Days{d("2025-01-01"), 0}).Meet(Days{0, d("2024-01-01")}); ok {
		t.Error("intervals apart meet")
	}
	if m, ok := (Days{d("2025-01-01"), 0}).Meet(Days{0, d("2025-03-01")}); !ok || m.ISO() != "2025-01-01/2025-03-01" {
		t.Errorf("%v %v", m, ok)
	}
}

// model is a View kept the plain way: for every byte, where it came from and where its piece ends.
type model struct {
	text       []byte
	start, end []int
}

func (m *model) piece(t string, from, to int, letters bool) {
	for i := range len(t) {
		m.text = append(m.text, t[i])
		if letters {
			m.start, m.end = append(m.start, from+i), append(m.end, from+i+1)
		} else {
			m.start, m.end = append(m.start, from), append(m.end, to)
		}
	}
}

// build makes a random View of src, and its model. Piece by piece it copies, rewrites letters, puts, drops or absorbs.
func build(r *rand.Rand, src string) (View, *model) {
	b, m := NewBuilder(src), &model{}
	absorbable := false
	for i := 0; i < len(src); {
		n := min(1+r.IntN(7), len(src)-i)
		s := Span{i, i + n}
		switch r.IntN(6) {
		case 0, 1:
			b.Copy(s)
			m.piece(src[i:i+n], i, i+n, true)
			absorbable = true
		case 2:
			up := strings.Repeat("^", n)
			b.Rewrite(s, []byte(up))
			m.piece(up, i, i+n, true)
			absorbable = true
		case 3:
			put := strings.Repeat("*", 1+r.IntN(5))
			b.Put(s, put)
			m.piece(put, i, i+n, len(put) == 1 && n == 1)
			absorbable = true
		case 4:
			absorbable = false // dropped
		case 5:
			b.Absorb(s)
			if absorbable && len(m.end) > 0 {
				k := len(m.end) - 1
				last := m.end[k]
				for ; k >= 0 && m.end[k] == last; k-- {
					m.end[k] = i + n
				}
			}
		}
		i += n
	}
	return b.View(), m
}

func TestViewAgainstModel(t *testing.T) {
	for seed := range uint64(3000) {
		r := rand.New(rand.NewPCG(seed, 1))
		src := strings.Repeat("abcdefghij", 1+r.IntN(6))
		v, m := build(r, src)
		if v.Text != string(m.text) {
			t.Fatalf("seed %d: text %q, want %q", seed, v.Text, m.text)
		}
		for range 20 {
			if v.Text == "" {
				break
			}
			a := r.IntN(len(v.Text))
			b := a + 1 + r.IntN(len(v.Text)-a)
			if got, want := v.Source(Span{a, b}), (Span{m.start[a], m.end[b-1]}); got != want {
				t.Fatalf("seed %d: source of %d-%d in %q is %v, want %v", seed, a, b, v.Text, got, want)
			}
			cut := v.Cut(Span{a, b})
			if cut.Text != v.Text[a:b] || cut.Source(Span{0, b - a}) != v.Source(Span{a, b}) {
				t.Fatalf("seed %d: cut %d-%d: %q %v, want %v", seed, a, b, cut.Text, cut.Source(Span{0, b - a}), v.Source(Span{a, b}))
			}
			back := v.Find(v.Source(Span{a, b}))
			if back.Start > a || back.End < b {
				t.Fatalf("seed %d: there and back: %d-%d came back as %v", seed, a, b, back)
			}
		}
	}
}

func TestViewOver(t *testing.T) {
	for seed := range uint64(2000) {
		r := rand.New(rand.NewPCG(seed, 2))
		src := strings.Repeat("klmnopqrst", 1+r.IntN(6))
		inner, _ := build(r, src)
		outer, _ := build(r, inner.Text)
		both := outer.Over(inner)
		if both.Text != outer.Text {
			t.Fatalf("seed %d: text %q, want %q", seed, both.Text, outer.Text)
		}
		for a := range both.Text {
			one := Span{a, a + 1}
			want := inner.Source(outer.Source(one))
			// A byte of a block stands for the whole block, with what the outer View absorbed into its last byte.
			if got := both.Source(one); !got.Contains(want) || got.Start != want.Start {
				t.Fatalf("seed %d: byte %d of %q came from %v, want %v", seed, a, both.Text, got, want)
			}
		}
		all := Span{0, len(both.Text)}
		if got, want := both.Source(all), inner.Source(outer.Source(all)); all.Len() > 0 && got != want {
			t.Fatalf("seed %d: the whole came from %v, want %v", seed, got, want)
		}
	}
}

func TestWhole(t *testing.T) {
	v := Whole("abc")
	if v.Source(Span{1, 2}) != (Span{1, 2}) || v.Size() != 3 || Whole("").Source(Span{}) != (Span{}) {
		t.Error("the View that changes nothing changes something")
	}
}

// FuzzView: whatever is built, spans of the View map to valid spans of the source, in order.
func FuzzView(f *testing.F) {
	f.Add(uint64(1), "some text")
	f.Fuzz(func(t *testing.T, seed uint64, src string) {
		if len(src) > 1000 || !utf8.ValidString(src) {
			return
		}
		v, _ := build(rand.New(rand.NewPCG(seed, 3)), src)
		last := 0
		for i := range len(v.Text) {
			s := v.Source(Span{i, i + 1})
			if s.Start < 0 || s.End > len(src) || s.Start > s.End || s.Start < last {
				t.Fatalf("byte %d of %q maps to %v of %d bytes (before: %d)", i, v.Text, s, len(src), last)
			}
			last = s.Start
		}
	})
}
