// Package provenance says where each article really comes from, and how many independent sources an event has.
package provenance

import "rawi/news"

// Trace finds the origin of every article, in their order.
func Trace(articles []*news.Article, copies []news.Copy) []news.Origin { return nil }

// Count groups an event's articles by text and counts its independent sources: it sets Texts, Origins, Independent, Sources and
// Primary. articles are those of the event; origins those of all articles of the run.
func Count(e *news.Event, articles []*news.Article, origins map[news.Ref]news.Origin, copies []news.Copy) {}
