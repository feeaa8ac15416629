package web

import (
	"testing"

	"rawi/desk"
	"rawi/news"
	"rawi/text"
)

// BenchmarkStory makes the page of a story of 60 articles.
func BenchmarkStory(b *testing.B) {
	l := sample(b)
	h := handler(l, Options{})
	for b.Loop() {
		ask(b, h, "GET", "/story/visit")
	}
}

// BenchmarkArticle makes the page of an article of 10,000 words.
func BenchmarkArticle(b *testing.B) {
	l := sample(b)
	h := mute(l, Options{})
	p := desk.ArticlePath(news.Ref{Source: "long.txt", Article: 1}, text.Span{})
	b.SetBytes(int64(len(l.articles[news.Ref{Source: "long.txt", Article: 1}].Doc.Text)))
	for b.Loop() {
		ask(b, h, "GET", p)
	}
}
