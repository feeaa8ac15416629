// Package sample holds the pages that come with the program: twenty invented Arabic news pages that tell three stories, with the
// faults that real pages have. "rawi demo" shows them; README.md beside this file says what a careful reader finds in them.
package sample

import (
	"embed"
	"io/fs"
)

//go:embed pages
var pages embed.FS

// Files is the folder of the sample pages: HTML, plain text and one collection of briefs (.jsonl), by name.
func Files() fs.FS {
	files, err := fs.Sub(pages, "pages")
	if err != nil { // only a name that is no path fails, and this one is
		panic(err)
	}
	return files
}
