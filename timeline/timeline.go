// Package timeline tells a story as dated events, each by one sentence of an article, quoted as it stands.
package timeline

import "rawi/news"

// Build makes the timeline of a story whose articles are given by reference.
func Build(s *news.Story, articles map[news.Ref]*news.Article) []news.Entry { return nil }
