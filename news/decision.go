package news

import "time"

// Level says whether a decision is about events or about stories.
type Level string

// The two levels.
const (
	EventLevel Level = "event"
	StoryLevel Level = "story"
)

// Act is what a decision does.
type Act string

// The acts.
const (
	Merge  Act = "merge"  // Articles are one event, or one story
	Split  Act = "split"  // Articles are one, Rest are another
	Rename Act = "rename" // the group Group is called Title
)

// Decision is what a person settled by hand about events or stories. It holds articles by their references and not by their bytes, so
// that it outlives a new revision of a page. Where two decisions contradict each other, the later one holds.
type Decision struct {
	ID       int64     `json:"decision"` // counted from 1 in the order in which they were made
	At       time.Time `json:"at"`
	By       string    `json:"by,omitempty"` // who made it, as far as that was told
	Act      Act       `json:"act"`
	Level    Level     `json:"level"`
	Group    string    `json:"group"` // the ID of the event or story that it was made about; the first of those merged
	Articles []Ref     `json:"articles,omitempty"`
	Rest     []Ref     `json:"rest,omitempty"`
	Title    string    `json:"title,omitempty"`
}

// All are the articles that the decision is about.
func (d Decision) All() []Ref { return append(append([]Ref{}, d.Articles...), d.Rest...) }
