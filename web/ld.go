package web

import (
	"net/http"

	"rawi/desk"
	"rawi/news"
	"rawi/text"
)

// node is one thing in the words of schema.org. What is empty is left out.
type node map[string]any

func (n node) put(key, value string) node {
	if value != "" {
		n[key] = value
	}
	return n
}

// mostInLD is how many statements and articles a page tells machines; the API has all.
const mostInLD = 60

func graph(nodes []any) node { return node{"@context": "https://schema.org", "@graph": nodes} }

// articleNode is an article in the words of schema.org.
func articleNode(r *http.Request, a *news.Article, origin news.Origin) node {
	c := desk.Cite(a, a.Doc.Title)
	n := node{"@type": "NewsArticle", "@id": site(r) + desk.ArticlePath(a.Ref, text.Span{}), "identifier": "sha256:" + c.SHA256}
	n.put("headline", c.Title).put("url", c.URL).put("inLanguage", a.Tongue)
	if p := a.Doc.Published; p != nil && p.Single() {
		n["datePublished"] = p.From.String()
	} else if p != nil && p.Known() {
		n["temporalCoverage"] = p.From.String() + "/" + p.To.String()
	}
	if c.Outlet != "" {
		n["publisher"] = node{"@type": "NewsMediaOrganization", "name": c.Outlet}
	}
	if origin.How != "" && origin.How != news.Own && origin.How != news.NotKnown && origin.Origin != "unknown" {
		n["isBasedOn"] = node{"@type": "CreativeWork", "publisher": node{"@type": "NewsMediaOrganization", "name": origin.Origin}}
	}
	return n
}

// quotationNodes are statements in the words of schema.org, each with the place that it stands in.
func quotationNodes(r *http.Request, said []desk.Statement) []any {
	var out []any
	for _, x := range said[:min(mostInLD, len(said))] {
		n := node{
			"@type": "Quotation", "text": x.Words, "url": site(r) + x.Path,
			"isPartOf": node{"@id": site(r) + desk.ArticlePath(news.Ref{Source: x.Source, Article: x.Article}, text.Span{})},
			"citation": x.Source + "#byte=" + itoa(x.Start) + "-" + itoa(x.End),
		}
		if x.Who != "" {
			n["spokenByCharacter"] = node{"@type": "Thing", "name": x.Who}
		}
		out = append(out, n)
	}
	return out
}

// articleLD tells machines of an article.
func articleLD(r *http.Request, a *news.Article, st *news.Story, origin news.Origin) node {
	one := &news.Story{Articles: []news.Ref{a.Ref}, People: st.People}
	nodes := []any{articleNode(r, a, origin)}
	return graph(append(nodes, quotationNodes(r, desk.Statements(one, map[news.Ref]*news.Article{a.Ref: a}))...))
}

// storyLD tells machines of a story: its events, articles, statements, and the claims on whose figures articles differ.
func (h *shelf) storyLD(r *http.Request) node {
	var nodes []any
	for _, e := range h.story.Events {
		n := node{"@type": "Event", "@id": site(r) + desk.StoryPath(h.story.ID) + "#" + e.ID}
		n.put("name", e.Title)
		if e.Date != nil && e.Date.Known() {
			n["startDate"], n["endDate"] = e.Date.From.String(), e.Date.To.String()
		}
		nodes = append(nodes, n)
	}
	for i, ref := range h.story.Articles {
		if a := h.articles[ref]; a != nil && i < mostInLD {
			nodes = append(nodes, articleNode(r, a, h.origins[ref]))
		}
	}
	for _, c := range h.story.Claims {
		n := node{"@type": "Claim"}
		n.put("name", c.What)
		var seen []any
		for _, v := range c.Values {
			if a := h.articles[v.Ref]; a != nil {
				x := node{"@type": "Quotation", "text": h.words(v.Place), "url": site(r) + desk.ArticlePath(v.Ref, v.Span)}
				if v.Who != "" {
					x["spokenByCharacter"] = node{"@type": "Thing", "name": v.Who}
				}
				seen = append(seen, x)
			}
		}
		n["appearance"] = seen
		nodes = append(nodes, n)
	}
	return graph(append(nodes, quotationNodes(r, desk.Statements(h.story, h.articles))...))
}

// nameLD tells machines of a person, place or organization.
func nameLD(r *http.Request, n *desk.Name) node {
	kind := map[text.Kind]string{text.Person: "Person", text.Place: "Place", text.Organization: "Organization"}[n.Kind]
	x := node{"@type": kind, "@id": site(r) + desk.NamePath(n.Kind, n.Name), "name": n.Name}
	var other []string
	for _, s := range n.Spellings {
		if s.Form != n.Name && len(other) < mostInLD {
			other = append(other, s.Form)
		}
	}
	if len(other) > 0 {
		x["alternateName"] = other
	}
	var titles []string
	for _, t := range n.Titles {
		titles = append(titles, t.Title)
	}
	if len(titles) > 0 && n.Kind == text.Person {
		x["jobTitle"] = titles
	}
	return graph([]any{x})
}
