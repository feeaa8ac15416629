// Package chain finds the sources that a text names for what it reports: agencies, outlets, broadcasters, documents, posts.
package chain
