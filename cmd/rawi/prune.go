package main

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// keeping says how long, and in how much room, pages are kept as they came: "90d", "12h", "20GB", or both with a comma.
type keeping struct {
	age   time.Duration // 0 for any
	bytes int64         // 0 for any
}

// units are the units of room, in bytes.
var units = []struct {
	name  string
	bytes float64
}{{"tb", 1e12}, {"gb", 1e9}, {"mb", 1e6}, {"kb", 1e3}, {"t", 1e12}, {"g", 1e9}, {"m", 1e6}, {"k", 1e3}}

// UnmarshalText reads it from the command line.
func (k *keeping) UnmarshalText(b []byte) error {
	*k = keeping{}
	for part := range strings.SplitSeq(strings.ToLower(string(b)), ",") {
		part = strings.ReplaceAll(strings.TrimSpace(part), "ib", "b")
		if age, ok := ageOf(part); ok {
			k.age = age
		} else if n, ok := bytesOf(part); ok {
			k.bytes = n
		} else {
			return fmt.Errorf("pages are kept by age or by size, and %q is neither; write 90d, 20GB, or 90d,20GB", string(b))
		}
	}
	return nil
}

// ageOf reads an age: days, or as Go writes durations in hours.
func ageOf(s string) (time.Duration, bool) {
	if n, ok := strings.CutSuffix(s, "d"); ok {
		days, err := strconv.ParseFloat(n, 64)
		return time.Duration(days * float64(24*time.Hour)), err == nil && days > 0 && days < 1e5
	}
	if !strings.HasSuffix(s, "h") {
		return 0, false
	}
	d, err := time.ParseDuration(s)
	return d, err == nil && d > 0
}

// bytesOf reads a size.
func bytesOf(s string) (int64, bool) {
	for _, u := range units {
		if n, ok := strings.CutSuffix(s, u.name); ok {
			v, err := strconv.ParseFloat(strings.TrimSpace(n), 64)
			return int64(v * u.bytes), err == nil && v > 0 && v < 1e6
		}
	}
	return 0, false
}

type pruneCmd struct {
	library
	KeepPages keeping `required:"" help:"How long, or in how much room, pages are kept as they came: 90d, 20GB, or 90d,20GB." placeholder:"POLICY"`
}

// Help shows examples.
func (pruneCmd) Help() string { return help("library") }

// Run drops the oldest pages of a library.
func (c *pruneCmd) Run(w *world) error {
	l, err := c.existing()
	if err != nil {
		return err
	}
	defer l.Close()
	before, now := time.Time{}, time.Now()
	if c.KeepPages.age > 0 {
		before = now.Add(-c.KeepPages.age)
	}
	done, err := l.Prune(w.ctx, now, before, c.KeepPages.bytes)
	if err != nil {
		return err
	}
	p, err := newPrinter(w)
	if err != nil {
		return err
	}
	return p.print("pruned.txt", done)
}
