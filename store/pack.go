package store

import (
	"bytes"
	"compress/flate"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"

	"rawi/news"
	"rawi/text"
)

// A packed value is a byte that says how, and the bytes.
const (
	asIs     = 0
	deflated = 1
)

// packing is a compressor and its output; the compressor is far dearer to make than to use.
type packing struct {
	buf bytes.Buffer
	z   *flate.Writer
}

var packings = sync.Pool{New: func() any {
	z, err := flate.NewWriter(nil, flate.DefaultCompression)
	if err != nil {
		panic(err) // the level is valid
	}
	return &packing{z: z}
}}

var unpackings = sync.Pool{New: func() any { return flate.NewReader(nil) }}

// pack compresses b, where that makes it smaller.
func pack(b []byte) []byte {
	p := packings.Get().(*packing)
	defer packings.Put(p)
	p.buf.Reset()
	p.buf.WriteByte(deflated)
	p.z.Reset(&p.buf)
	_, err := p.z.Write(b)
	if err == nil {
		err = p.z.Close()
	}
	if err != nil || p.buf.Len() > len(b) {
		return append([]byte{asIs}, b...)
	}
	return bytes.Clone(p.buf.Bytes())
}

// unpack undoes pack.
func unpack(b []byte) ([]byte, error) {
	if len(b) == 0 {
		return nil, errors.New("a packed value is empty")
	}
	switch b[0] {
	case asIs:
		return b[1:], nil
	case deflated:
		z := unpackings.Get().(io.Reader)
		defer unpackings.Put(z)
		err := z.(flate.Resetter).Reset(bytes.NewReader(b[1:]), nil)
		if err == nil {
			b, err = io.ReadAll(z)
		}
		if err != nil {
			return nil, fmt.Errorf("a packed value is damaged: %w", err)
		}
		return b, nil
	}
	return nil, fmt.Errorf("a value is packed in the unknown way %d", b[0])
}

// packJSON packs v as JSON.
func packJSON(v any) ([]byte, error) {
	b, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	return pack(b), nil
}

// unpackJSON undoes packJSON.
func unpackJSON(b []byte, v any) error {
	raw, err := unpack(b)
	if err != nil {
		return err
	}
	return json.Unmarshal(raw, v)
}

// found is all that was found in an article, as it is kept. Whatever field text.Doc has, or gets, is kept with it, but for the text,
// which stands with the revision, and the words, which are made of the text again when it is compared with others.
type found struct {
	*text.Doc
	Dates      []date           `json:",omitempty"` // in place of Doc.Dates
	Given      []string         `json:",omitempty"`
	Tongue     string           `json:",omitempty"`
	Translated *news.Translated `json:",omitempty"`
}

// date is a text.Date with the days that it is written without elsewhere.
type date struct {
	text.Date
	Days text.Days `json:"days,omitzero"`
}

// packFound packs what was found in an article.
func packFound(a *news.Article) ([]byte, error) {
	doc := a.Doc
	doc.Text, doc.Words, doc.Dates = "", nil, nil
	f := found{Doc: &doc, Given: a.Given, Tongue: a.Tongue, Translated: a.Translated}
	for _, d := range a.Doc.Dates {
		f.Dates = append(f.Dates, date{d, d.Days})
	}
	return packJSON(f)
}

// unpackFound puts what was found back into an article, whose text is set.
func unpackFound(b []byte, a *news.Article) error {
	whole := a.Doc.Text
	f := found{Doc: &a.Doc}
	if err := unpackJSON(b, &f); err != nil {
		return err
	}
	a.Doc.Text, a.Given, a.Tongue, a.Translated = whole, f.Given, f.Tongue, f.Translated
	for _, d := range f.Dates {
		d.Date.Days = d.Days
		a.Doc.Dates = append(a.Doc.Dates, d.Date)
	}
	return nil
}
