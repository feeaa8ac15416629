package main

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"rawi/arabic/name"
	"rawi/arabic/word"
	"rawi/text"
)

func TestShow(t *testing.T) {
	for _, f := range strings.Fields(os.Getenv("SHOW")) {
		b, _ := os.ReadFile(f)
		s := string(b)
		x := word.Read(s, text.Span{End: len(s)})
		d, _ := text.ParseDay(os.Getenv("DAY"))
		ns := name.Find(x, word.Sentences(x, 0, len(x.Tokens)), d)
		var o strings.Builder
		at := 0
		for _, n := range ns {
			o.WriteString(s[at:n.Span.Start])
			k := map[text.Kind]string{text.Person: "P", text.Place: "L", text.Organization: "O", text.Other: "X"}[n.Kind]
			w := n.Span.Of(s)
			e := ""
			if n.Entity != w {
				e = "=" + n.Entity
			}
			if n.Rule == "name.memory" {
				k += "m"
			}
			if strings.Contains(n.Rule, "office") {
				k += "o"
			}
			o.WriteString("[" + w + "/" + k + e + "]")
			at = n.Span.End
		}
		o.WriteString(s[at:])
		fmt.Println("=====", f)
		fmt.Println(o.String())
	}
}
