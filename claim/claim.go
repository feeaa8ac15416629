// Package claim sets side by side the amounts that the articles of an event give for the same thing.
package claim

import "rawi/news"

// Compare finds the claims of an event whose articles are given, with their verdicts.
func Compare(e *news.Event, articles []*news.Article) []news.Claim { return nil }
