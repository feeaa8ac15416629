package main

import (
	"bufio"
	"encoding/json"
	"os"
	"slices"

	"rawi/news"
	"rawi/pipeline"
)

func main() {
	w := bufio.NewWriter(os.Stdout)
	defer w.Flush()
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	if os.Args[1] == "read" {
		for _, f := range os.Args[4:] {
			b, err := os.ReadFile(f)
			r := pipeline.Read(news.Item{Source: f, Raw: b, Err: err})
			if r.Err != nil {
				e.Encode(map[string]string{"source": f, "error": r.Err.Error()})
			}
			for _, a := range r.Articles {
				e.Encode(a)
			}
		}
	}
	var arts []*news.Article
	if os.Args[1] == "stories" {
		for _, f := range os.Args[4:] {
			b, err := os.ReadFile(f)
			if err != nil {
				panic(err)
			}
			for line := range slices.Values(lines(b)) {
				var m map[string]string
				if err := json.Unmarshal(line, &m); err != nil {
					panic(err)
				}
				r := pipeline.Read(news.Item{Source: f + "#" + m["id"], Fields: &news.Fields{ID: m["id"], URL: m["url"], Title: m["title"], Text: m["text"], Date: m["date"], Outlet: m["outlet"], Author: m["author"]}})
				arts = append(arts, r.Articles...)
			}
		}
		for _, s := range pipeline.Stories(arts) {
			e.Encode(s)
		}
	}
}

func lines(b []byte) (out [][]byte) {
	for len(b) > 0 {
		i := slices.Index(b, '\n')
		if i < 0 {
			i = len(b) - 1
		}
		out = append(out, b[:i+1])
		b = b[i+1:]
	}
	return out
}
