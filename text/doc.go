package text

// Role is what a stretch of a page is for. The words are those of the output contract.
type Role string

// The roles that a stretch of a page can have; every non-blank stretch of an article has exactly one.
const (
	Title     Role = "title"
	DateLine  Role = "date" // the publication stamp
	Byline    Role = "byline"
	Dateline  Role = "dateline" // city and agency before the first sentence
	Body      Role = "body"
	Subhead   Role = "subhead"
	Caption   Role = "caption"
	Credit    Role = "credit"
	Keywords  Role = "keywords"
	Share     Role = "share"
	Advert    Role = "advert"
	Related   Role = "related"
	Furniture Role = "furniture"
)

// Part is a stretch of the source with its role, and the rule that gave it.
type Part struct {
	Role Role   `json:"role"`
	Span Span   `json:"span"`
	Rule string `json:"rule,omitempty"`
}

// Named is a name found in, or given with, an article: its outlet, or an agency credited for all of it.
// Span is empty where the name came with the input and stands nowhere in the text.
type Named struct {
	Name string `json:"name"`
	Span Span   `json:"span"`
	Rule string `json:"rule,omitempty"`
}

// Dating is when an article was published: the narrowest interval that its evidence allows.
type Dating struct {
	Days
	Evidence []Span `json:"evidence"`
	Rule     string `json:"rule"`
}

// RuleSourceName is the Rule of a Dating that nothing but the name of the source's file shows. Whatever the text says goes before it.
const RuleSourceName = "source.name"

// Kind sorts names: person, place, organization, other.
type Kind string

// The kinds of names.
const (
	Person       Kind = "person"
	Place        Kind = "place"
	Organization Kind = "organization"
	Other        Kind = "other"
)

// Name is one mention of a person, place, organization or other named thing.
type Name struct {
	Span   Span   `json:"span"`
	Kind   Kind   `json:"kind"`
	Entity string `json:"entity"` // the canonical name: the fullest form of it in the article, or the one a list gives
	Rule   string `json:"rule,omitempty"`
}

// Office is a phrase that names an office, a rank or a function which somebody has: "the minister of health".
type Office struct {
	Title  Span   `json:"title"`
	Holder Span   `json:"holder,omitzero"` // the name of who has it, where it stands beside the phrase
	Who    string `json:"who,omitempty"`   // the canonical name of the holder; "" where the phrase stands alone
	Key    string `json:"key"`             // equal in all phrases for one office: its words folded, without article and prepositions, with codes of states
}

// Date is an expression that can be placed on the calendar.
type Date struct {
	Span   Span   `json:"span"`
	Value  string `json:"value"` // as Days.ISO; "" where it cannot be placed
	Rule   string `json:"rule,omitempty"`
	Anchor Span   `json:"anchor,omitzero"` // what it was counted from, where that stands in the text
	Days   Days   `json:"-"`
}

// Approx says how a number is hedged.
type Approx string

// The hedges of a number.
const (
	Exact Approx = "exact"
	About Approx = "about"
	Over  Approx = "over"
	Under Approx = "under"
)

// Number is an amount that makes a claim, with what it counts.
type Number struct {
	Span   Span    `json:"span"`
	Value  float64 `json:"value"`
	Max    float64 `json:"value_max,omitempty"` // the upper end of a range, else 0
	Unit   string  `json:"unit"`                // ISO 4217 for money, else an English noun in the singular ("person", "dead", "km"); "" when unknown
	Approx Approx  `json:"approx"`
	Stand  Stand   `json:"stand,omitempty"`
	Rule   string  `json:"rule,omitempty"`
}

// Stand says how a text puts an amount beside others that were told of the same thing.
type Stand string

// The stands of an amount.
const (
	Stated  Stand = ""        // it is told, and no more said
	Updated Stand = "updated" // it takes the place of one told earlier
	Earlier Stand = "earlier" // it was told earlier and holds no more
	Denied  Stand = "denied"  // it is rejected
)

// LinkKind sorts the links of a chain of sources.
type LinkKind string

// The kinds of links.
const (
	Agency       LinkKind = "agency"
	OutletLink   LinkKind = "outlet"
	Broadcaster  LinkKind = "broadcaster"
	OfficialBody LinkKind = "official_body"
	Document     LinkKind = "document"
	Social       LinkKind = "social"
	PersonLink   LinkKind = "person"
	Unnamed      LinkKind = "unnamed"
)

// Link is one source that the text names for a statement, between the outlet and the speaker.
type Link struct {
	Span Span     `json:"span"`
	Name string   `json:"name"`
	Kind LinkKind `json:"kind"`
	Rule string   `json:"rule,omitempty"`
}

// QuoteKind is direct (inside quotation marks) or indirect (a reported clause).
type QuoteKind string

// The kinds of quotes.
const (
	Direct   QuoteKind = "direct"
	Indirect QuoteKind = "indirect"
)

// Stance is how the verb that brings in a statement stands to it: what the reporter, not the speaker, says of it.
type Stance string

// The stances.
const (
	Neutral    Stance = "neutral"    // he said, added, wrote
	Explain    Stance = "explain"    // he made clear, pointed out, announced
	Assert     Stance = "assert"     // he stressed, promised, admitted
	Opinion    Stance = "opinion"    // he thinks, expects, warns
	Praise     Stance = "praise"     // he praised, welcomed
	Doubt      Stance = "doubt"      // he claims: the reporter does not vouch for it
	Call       Stance = "call"       // he called for, demanded
	Denial     Stance = "denial"     // he denied what follows
	Accusation Stance = "accusation" // he accused, condemned
	Threat     Stance = "threat"     // he threatened
)

// SettingKind sorts the circumstances of a statement.
type SettingKind string

// The kinds of settings.
const (
	Addressee SettingKind = "addressee" // whom he spoke to: a paper, the press, a parliament
	Occasion  SettingKind = "occasion"  // where and when: a press conference, an interview, a meeting
	Platform  SettingKind = "platform"  // on which site he wrote it himself
	Reply     SettingKind = "reply"     // what he answered
)

// Setting is one circumstance of a statement, as the text tells it.
type Setting struct {
	Kind SettingKind `json:"kind"`
	Span Span        `json:"span"`
	Rule string      `json:"rule,omitempty"`
}

// Quote is what somebody is reported to have said or written.
type Quote struct {
	Kind    QuoteKind `json:"kind"`
	Said    Span      `json:"said"`
	Speaker Span      `json:"speaker"` // the words that name him nearest to the cue
	Who     string    `json:"who"`     // canonical name, "" when unknown
	Cue     Span      `json:"cue"`
	Chain   []Link    `json:"chain"`              // nearest to the reader first
	Stance  Stance    `json:"stance,omitempty"`   // "" where no verb brings it in
	Coming  bool      `json:"coming,omitempty"`   // it is told that he will say it
	Setting []Setting `json:"settings,omitempty"` // in the order of the text
	Rule    string    `json:"rule,omitempty"`
}

// Apart are the circumstances that the links of the chain do not tell already: "in a statement" is both.
func (q *Quote) Apart() []Setting {
	var out []Setting
	for _, s := range q.Setting {
		told := false
		for _, l := range q.Chain {
			told = told || l.Span.Overlaps(s.Span)
		}
		if !told {
			out = append(out, s)
		}
	}
	return out
}

// Doc is one article as it stands in its source's text, with all that was found in it. Text is the whole source's, the same
// for every article of one source, and never changes; every Span points into it.
type Doc struct {
	Text      string
	Parts     []Part // in order; they tile the article's non-blank text
	Title     Span
	Outlet    Named
	Byline    Span
	Wire      []Named // agencies credited for the whole article
	Published *Dating
	Sentences []Span
	Names     []Name
	Offices   []Office // in order
	Dates     []Date
	Numbers   []Number
	Quotes    []Quote
	Words     []Word // of the title and the body, in order
}

// Range is the stretch from the first part of the article to its last.
func (d *Doc) Range() Span {
	if len(d.Parts) == 0 {
		return Span{}
	}
	return Span{d.Parts[0].Span.Start, d.Parts[len(d.Parts)-1].Span.End}
}

// RoleAt is the role of the part that holds byte i, or "" between parts.
func (d *Doc) RoleAt(i int) Role {
	for _, p := range d.Parts {
		if p.Span.Start <= i && i < p.Span.End {
			return p.Role
		}
	}
	return ""
}
