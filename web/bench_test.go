package web

import (
	"io"
	"log/slog"
	"testing"

	"rawi/news"
	"rawi/text"
)

// BenchmarkStory makes the page of a story of 60 articles.
func BenchmarkStory(b *testing.B) {
	l := sample(b)
	h := New(l, Options{Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
	for b.Loop() {
		ask(b, h, "GET", "/story/visit")
	}
}

// BenchmarkArticle makes the page of an article of 10,000 words.
func BenchmarkArticle(b *testing.B) {
	l := sample(b)
	h := New(l, Options{})
	p := articlePath(news.Ref{Source: "long.txt", Article: 1}, text.Span{})
	b.SetBytes(int64(len(l.articles[news.Ref{Source: "long.txt", Article: 1}].Doc.Text)))
	for b.Loop() {
		ask(b, h, "GET", p)
	}
}
