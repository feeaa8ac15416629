// Package reuse finds passages that stand in more than one article, and statements that were quoted in more than one.
package reuse

import "rawi/news"

// Find finds every copied passage between two of the articles.
func Find(articles []*news.Article) []news.Copy { return nil }

// SameSaid groups the quotes of the articles of one story that are the same utterance, in whatever wording.
func SameSaid(articles []*news.Article) [][]news.Said { return nil }
