// Package news holds the plain types for what stands between texts: items and articles, outlets, copies, origins, events and
// stories, claims. The stages reuse, provenance, story, claim and timeline fill them; none of them knows Arabic grammar.
package news

import (
	"rawi/text"
)

// Item is one thing to read, as gather found it: the bytes of a page, or the fields of one record of a collection.
type Item struct {
	Source string // path, URL, or FILE#ID for a record of a collection
	Raw    []byte // the bytes as they came; nil for a record
	HTML   bool   // known to be HTML (by its name or type); page looks at the bytes where it is not
	// Published is when the item was published as the one says who hands it on (a feed, the user), zero where he does not; what the
	// page itself says goes before it.
	Published text.Days
	// Charset is the encoding that HTTP declared, "" where it declared none; the bytes are asked first.
	Charset string
	Fields  *Fields
	Err     error // the item could not be read; nothing else is set but Source
}

// Came is how an item came, beside its bytes: what must be known to read them again in the same way. See Item.
type Came struct {
	HTML      bool
	Charset   string
	Published text.Days
}

// Came is how the item came.
func (it Item) Came() Came { return Came{it.HTML, it.Charset, it.Published} }

// Fields is what a collection gives for an article. All but one of Text and HTML may be empty.
type Fields struct {
	ID, URL, Title, Text, HTML, Date, Outlet, Author string
}

// Ref names an article: its source, and its place among the articles of that source, counted from 1.
type Ref struct {
	Source  string `json:"source"`
	Article int    `json:"article"`
}

// Article is one article with all that was found in it.
type Article struct {
	Ref
	Doc    text.Doc
	URL    string     // where it was published, when known
	Hash   [32]byte   // SHA-256 of the source's text
	Page   *text.View // for HTML, and records with references or tags in them: the text as a View of the decoded page, or of the fields
	Given  []string   // names of the fields that came with it ("date", "outlet", …), and FromFeed
	Tongue string     // language of the body, ISO 639-1, "" when not Arabic and not known
	// Translated is set where the signs of machine-translated copy suffice to say so as a likelihood.
	Translated *Translated
}

// Collection is articles in the order of their days of publication (unknown first), then of their references. At may read an article when
// it is asked for and forget it again: it is asked for all of them in order a few times, and for those that have something in common when
// they are compared.
type Collection interface {
	Len() int
	At(i int) *Article
}

// FromFeed is among Article.Given where the text is the one that a feed gives, since the page itself could not be had: it may be a part of the
// article only.
const FromFeed = "feed"

// Translated is a likelihood that a machine translated an article, with its signs. It is never a fact.
type Translated struct {
	Likelihood float64 `json:"likelihood"` // 0 to 1
	Signs      []Sign  `json:"signs"`
}

// Sign is one kind of evidence, with some of the places where it stands.
type Sign struct {
	Name     string      `json:"rule"`
	Evidence []text.Span `json:"evidence"`
}

// Place is a stretch of an article.
type Place struct {
	Ref
	Span text.Span `json:"span"`
}

// Copy is a passage that stands in two articles.
type Copy struct {
	A    Place    `json:"a"`
	B    Place    `json:"b"`
	Kind Disguise `json:"kind"`
	// Likelihood is the share of passages of this kind that do come from one another or from a third text, 0 to 1; the others are
	// two reports of one matter, or a list.
	Likelihood float64 `json:"likelihood"`
	Parts      []Part  `json:"parts,omitempty"` // of a passage whose pieces changed places or lie apart: the pieces, in A's order
	Identity   float64 `json:"identity"`        // share of words that are the same, 0 to 1
	Formula    float64 `json:"formula"`         // share of it that is common formula (titles, condolences), 0 to 1
	Words      int     `json:"words"`
	ShareA     float64 `json:"share_a"` // share of A's shingles of five words that stand in B, anywhere
	ShareB     float64 `json:"share_b"` // share of B's that stand in A
	Cover      float64 `json:"cover"`   // share of the shorter article's words that stand in passages of both
	Later      Later   `json:"later,omitempty"`
	Rule       string  `json:"rule,omitempty"`             // why Later is what it is
	Sure       float64 `json:"later_likelihood,omitempty"` // how likely Later is right, 0 to 1
}

// Part is a piece of a passage, on both sides, whose words stand in the same order.
type Part struct {
	A text.Span `json:"a"`
	B text.Span `json:"b"`
}

// Disguise says what became of a passage on its way from one article to the other.
type Disguise string

// The kinds of copies, from the plainest to the best disguised.
const (
	Exact     Disguise = "exact"     // word for word; spelling and clitics may differ
	Edited    Disguise = "edited"    // in order, with small edits
	Reordered Disguise = "reordered" // words or sentences changed places
	Reworded  Disguise = "reworded"  // in order, with other words in place of many
)

// Later says which side of a Copy was written after the other: "a", "b", or "" when it cannot be told.
type Later string

// How says by what an origin was found.
type How string

// The ways by which an origin is found.
const (
	ByCredit How = "credit"  // the article credits it
	ByChain  How = "chain"   // its statements name it
	ByCopy   How = "copy"    // it shares its wording with an article whose origin is known
	Own      How = "own"     // the outlet's own report
	NotKnown How = "unknown" // nothing shows it
)

// Origin is where an article really comes from.
type Origin struct {
	Ref
	Origin   string  `json:"origin"` // agency or outlet, several joined by a comma; "unknown"
	How      How     `json:"how"`
	Evidence []Place `json:"evidence"`
	Rule     string  `json:"rule,omitempty"`
}

// Source is one independent source of an event: who it is, and the articles that rest on it.
type Source struct {
	Name     string `json:"name"`     // "" when not named
	Articles []Ref  `json:"articles"` // which rest on it
	Why      string `json:"why"`      // a rule: "credit", "same-text", "own", …
}

// Event is one happening at one time.
type Event struct {
	ID          string     `json:"event"`
	Title       string     `json:"title"`
	Date        *text.Days `json:"date"`
	Articles    []Ref      `json:"articles"`
	Texts       [][]Ref    `json:"texts"` // articles that carry substantially the same text
	Origins     []Origin   `json:"origins"`
	Independent int        `json:"independent_sources"`
	Sources     []Source   `json:"sources"`                   // the independent ones, as many as Independent
	Unknown     []Source   `json:"unknown_sources,omitempty"` // texts of which nobody says whence they come: they may rest on any of Sources
	Primary     []string   `json:"primary_sources,omitempty"` // who is quoted in the reports of several
	// PrimaryCount is how many are left when the reports that open with the words of one and the same person or body are counted as
	// one: two agencies that both quote one spokesman are two reports of one primary source.
	PrimaryCount int `json:"primary_count,omitempty"`
}

// Entry is one line of a timeline.
type Entry struct {
	Date     text.Days `json:"date"`
	Sentence Place     `json:"sentence"`
	Event    string    `json:"event"` // "" for background
	Also     []Place   `json:"also"`
	Kind     string    `json:"kind"` // news, background, coming
}

// Value is one article's figure for a claim.
type Value struct {
	Place
	Value  float64     `json:"value"`
	Max    float64     `json:"value_max,omitempty"`
	Unit   string      `json:"unit"`
	Approx text.Approx `json:"approx"`
	Origin string      `json:"origin,omitempty"`
	Stand  text.Stand  `json:"stand,omitempty"` // how its text puts it beside others
	// Published is the day on which it was told, Who the person or body in whose words, where they are known.
	Published text.Day `json:"published,omitempty"`
	Who       string   `json:"who,omitempty"`
	// Replaces are the places, among the values of the claim, of those that it takes the place of; Disputes of those that cannot be
	// true beside it.
	Replaces []int `json:"replaces,omitempty"`
	Disputes []int `json:"disputes,omitempty"`
}

// Claim is one amount as the articles of an event give it.
type Claim struct {
	What    string  `json:"what"`
	Event   string  `json:"event"`
	Values  []Value `json:"values"`
	Verdict string  `json:"verdict"` // agree, update, scope, conflict
}

// Said is one quote of an article, as a member of a group of the same utterance.
type Said struct {
	Ref
	Said text.Span `json:"said"`
}

// Person is one person (or other entity) of a story under all the spellings that its articles use.
type Person struct {
	Name      string     `json:"name"`
	Kind      text.Kind  `json:"kind"`
	Spellings []Spelling `json:"spellings"`
	Mentions  int        `json:"mentions"`
	Titles    []string   `json:"titles,omitempty"` // descriptions resolved to him
	Merges    []Joined   `json:"merges,omitempty"` // why names of several articles are taken for one
}

// Joined is two names of articles that were taken for one, with the reason: a rule of package name, or "same.tsv" where the user said so.
type Joined struct {
	A   string `json:"a"`
	B   string `json:"b"`
	Why string `json:"why"`
}

// Spelling is one written form with its count.
type Spelling struct {
	Form  string `json:"form"`
	Count int    `json:"count"`
}

// Office is an office that articles of a story say somebody has, with where they say so, and where others name him by it alone.
type Office struct {
	Title string   `json:"title"` // the phrase most used
	Who   string   `json:"who"`   // the name of the person in People
	From  text.Day `json:"from,omitempty"`
	To    text.Day `json:"to,omitempty"`
	Named []Place  `json:"named"`           // phrases beside which his name stands
	Alone []Place  `json:"alone,omitempty"` // phrases without a name, in articles that do not say who has the office
}

// Dated is the day of an article as its story tells it, where the article itself does not.
type Dated struct {
	Ref
	Published text.Days `json:"published"`
	From      []Ref     `json:"from"` // the articles that tell the same event
	Rule      string    `json:"rule"`
}

// Story is a chain of events with the same actors and issue.
type Story struct {
	ID         string   `json:"story"`
	Title      string   `json:"title"`
	From       text.Day `json:"from"`
	To         text.Day `json:"to"`
	Uncertain  bool     `json:"uncertain,omitempty"` // the day of an article is known only to lie in an interval: it may lie beyond From or To
	Articles   []Ref    `json:"articles"`
	Events     []*Event `json:"events"`
	Timeline   []Entry  `json:"timeline"`
	Summary    []Entry  `json:"summary,omitempty"` // the story in a few sentences
	SameQuotes [][]Said `json:"same_quotes"`
	Claims     []Claim  `json:"claims"`
	People     []Person `json:"people"`
	Offices    []Office `json:"offices,omitempty"`
	Dated      []Dated  `json:"dated,omitempty"`
}
