package charset

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

const sample = "قالت وزارة الاقتصاد في بيان إن النمو بلغ ثلاثة في المئة، مشيرة إلى أن الاستثمار ارتفع في الربع الأخير من العام.\nوأكد الوزير أن الحكومة تعمل على خفض البطالة.\n"

// TestCharset: the letters come out right whatever the bytes, and whatever the page declares.
func TestCharset(t *testing.T) {
	enc := func(m *charmap.Charmap, s string) string {
		b, err := m.NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	utf16 := func(s string, big bool) string {
		var b strings.Builder
		for _, r := range s {
			if big {
				b.WriteByte(byte(r >> 8))
				b.WriteByte(byte(r))
			} else {
				b.WriteByte(byte(r))
				b.WriteByte(byte(r >> 8))
			}
		}
		return b.String()
	}
	double := func(m *charmap.Charmap, s string) string {
		var b strings.Builder
		for i := range len(s) {
			r := m.DecodeByte(s[i])
			if r == utf8.RuneError {
				r = rune(s[i])
			}
			b.WriteRune(r)
		}
		return b.String()
	}
	page := func(charset, body string) string {
		return `<html><head><meta charset="` + charset + `"></head><body><p>` + body + `</p></body></html>`
	}
	for name, c := range map[string]struct{ raw, want, how string }{
		"utf-8":                {sample, sample, "utf-8"},
		"utf-8 mark":           {"\ufeff" + sample, "\ufeff" + sample, "utf-8"},
		"cp1256":               {enc(charmap.Windows1256, sample), sample, "windows-1256"},
		"8859-6":               {enc(charmap.ISO8859_6, sample), sample, "iso-8859-6"},
		"cp1256 says 8859-6":   {page("iso-8859-6", enc(charmap.Windows1256, sample)), page("iso-8859-6", sample), "windows-1256"},
		"cp1256 says utf-8":    {page("utf-8", enc(charmap.Windows1256, sample)), page("utf-8", sample), "windows-1256"},
		"cp1256 says latin":    {page("iso-8859-1", enc(charmap.Windows1256, sample)), page("iso-8859-1", sample), "windows-1256"},
		"utf-8 says cp1256":    {page("windows-1256", sample), page("windows-1256", sample), "utf-8"},
		"utf-16le":             {"\xff\xfe" + utf16(sample, false), sample, "utf-16le"},
		"utf-16be":             {"\xfe\xff" + utf16(sample, true), sample, "utf-16be"},
		"utf-16le, no mark":    {utf16(sample, false), sample, "utf-16le"},
		"utf-16, odd":          {"\xff\xfe" + utf16(sample, false) + "\x27", sample, "utf-16le"},
		"cut":                  {sample[:len(sample)-3], sample[:len(sample)-4] + "\ufffd", "utf-8"},
		"a bad byte":           {sample + "\xd8 \xff", sample + "\ufffd \ufffd", "utf-8"},
		"a word of cp1256":     {sample + enc(charmap.Windows1256, "السلام"), sample + "السلام", "utf-8"},
		"doubled by 1252":      {double(charmap.Windows1252, sample), sample, "utf-8 read as windows-1252"},
		"doubled by 1256":      {double(charmap.Windows1256, sample), sample, "utf-8 read as windows-1256"},
		"French":               {"Le conseil a été créé à Genève", "Le conseil a été créé à Genève", "utf-8"},
		"French in latin-1":    {page("iso-8859-1", enc(charmap.Windows1252, "Le conseil a été créé")), page("iso-8859-1", "Le conseil a été créé"), "iso-8859-1"},
		"letters that are not": {"ط ظ ض طباعة ظهر", "ط ظ ض طباعة ظهر", "utf-8"},
	} {
		got, e, err := Decode([]byte(c.raw), true, "")
		if err != nil || got != c.want || e.Name != c.how {
			t.Errorf("%s: %q by %v, %v; want %q by %s", name, got, e, err, c.want, c.how)
		}
		if e.Certain <= 0 || e.Certain > 1 {
			t.Errorf("%s: certainty %v", name, e.Certain)
		}
	}
}

// TestDeclaredByServer: what HTTP says of bytes that do not show it themselves.
func TestDeclaredByServer(t *testing.T) {
	raw, err := charmap.Windows1252.NewEncoder().Bytes([]byte("Le conseil a été créé à Genève et à Paris"))
	if err != nil {
		t.Fatal(err)
	}
	for declared, want := range map[string]string{"": "windows-1252", "ISO-8859-15": "iso-8859-15", "none-such": "windows-1252"} {
		if _, e, err := Decode(raw, false, declared); err != nil || e.Name != want {
			t.Errorf("declared %q: %v, %v; want %s", declared, e, err, want)
		}
	}
}

// FuzzDecode: what comes out is UTF-8, whatever the bytes, and sound UTF-8 comes out as it is.
func FuzzDecode(f *testing.F) {
	f.Add([]byte(sample), "utf-8", true)
	f.Add([]byte("\xff\xfe\x27"), "", false)
	f.Add([]byte("\xc7\xe1\xd3\xe1\xc7\xe3"), "windows-1256", true)
	f.Fuzz(func(t *testing.T, raw []byte, declared string, markup bool) {
		s, e, err := Decode(raw, markup, declared)
		if err != nil {
			return
		}
		if !utf8.ValidString(s) {
			t.Fatalf("not UTF-8: %q", s)
		}
		if e.Certain <= 0 || e.Certain > 1 {
			t.Fatalf("certainty %v", e.Certain)
		}
		if e.Name == "utf-8" && e.Fault == nil && s != string(raw) {
			t.Fatalf("%q was changed to %q", raw, s)
		}
	})
}
