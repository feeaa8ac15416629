package charset

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzScan: what one pass over the bytes says is what looking at each of them, and utf8.Valid, say.
func FuzzScan(f *testing.F) {
	for _, s := range []string{
		"", "a\x00b", "\x7f", "قال\x01الوزير إن العمل مستمر", "\r\n\t" + strings.Repeat("كلمة ", 9), "12345678\x0812345678", "المدينة\xd8", "المدينة\xd8 المنورة",
		"\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\ufffd", "چپگ 7\x1bبيروت", "دمشق\x80\x80", "abc\xff", strings.Repeat("\x05", 3) + "ب", "A\x1f\xd8\xa7\xd8",
	} {
		f.Add([]byte(s), uint8(len(s)))
	}
	f.Fuzz(func(t *testing.T, raw []byte, shift uint8) {
		raw = append([]byte(strings.Repeat("ا", int(shift%9))[shift%9:]), raw...) // at every place of the eight that are looked at together
		at, n := 0, 0
		for i, b := range raw {
			if b < ' ' && !strings.ContainsRune("\t\n\r\f\v\x1b", rune(b)) || b == 0x7F {
				if n == 0 {
					at = i
				}
				n++
			}
		}
		first, bad, sound := scan(raw)
		if first != at || bad != (n*50 > len(raw)) || sound != utf8.Valid(raw) {
			t.Errorf("%q: %d, %v, %v; want %d, %v, %v", raw, first, bad, sound, at, n*50 > len(raw), utf8.Valid(raw))
		}
	})
}

func BenchmarkScan(b *testing.B) {
	raw := []byte(strings.Repeat("<li class=\"item\"><a href=\"/section/12\">اقتصاد</a></li>\n", 200) + strings.Repeat(sample, 20))
	b.Run("one pass", func(b *testing.B) {
		b.SetBytes(int64(len(raw)))
		for range b.N {
			if _, _, sound := scan(raw); !sound {
				b.Fatal("not sound")
			}
		}
	})
	b.Run("utf8.Valid", func(b *testing.B) {
		b.SetBytes(int64(len(raw)))
		for range b.N {
			if !utf8.Valid(raw) {
				b.Fatal("not valid")
			}
		}
	})
}
