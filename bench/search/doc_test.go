package search

import (
	"rawi/news"
	"rawi/search"
	"rawi/text"
)

// doc is an article as Rawi indexes it.
func doc(id int64, d *text.Doc) search.Doc { return search.Of(id, &news.Article{Doc: *d}) }
