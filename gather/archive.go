package gather

import (
	"archive/tar"
	"archive/zip"
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
)

// What unpacking may cost. News in JSON packs 4 to 30 times; an archive that grows far more was made to do harm.
const (
	maxRatio  = 250      // bytes unpacked for each byte read
	freely    = 32 << 20 // bytes that are unpacked whatever the ratio
	maxNested = 3        // archives within archives
)

// errBomb ends the reading of an archive.
var errBomb = fmt.Errorf("unpacks to more than %d times its size; the rest of it is not read", maxRatio)

// budget watches how much an archive unpacks to. What an archive within it unpacks to is its cost too.
type budget struct {
	in, out int64
	outer   *budget
}

// broke says that the archive, or one that holds it, has unpacked to too much.
func (b *budget) broke() bool {
	for ; b != nil; b = b.outer {
		if b.out > freely && b.out/maxRatio > b.in {
			return true
		}
	}
	return false
}

// inward counts the bytes that are read of an archive.
type inward struct {
	r io.Reader
	b *budget
}

func (i inward) Read(p []byte) (int, error) {
	n, err := i.r.Read(p)
	i.b.in += int64(n)
	return n, err
}

// outward counts the bytes that come out of it, and stops at a bomb.
type outward struct {
	r io.Reader
	b *budget
}

func (o outward) Read(p []byte) (int, error) {
	n, err := o.r.Read(p)
	for b := o.b; b != nil; b = b.outer {
		b.out += int64(n)
	}
	if o.b.broke() {
		return n, errBomb
	}
	return n, err
}

// nest says whether one more archive may be opened inside e, and reports it where not.
func (g *gathering) nest(e entry) bool {
	if e.depth < maxNested {
		return true
	}
	g.fault(e.name, "", fmt.Errorf("an archive within %d others is not opened", maxNested))
	return false
}

// gzip reads what a .gz file packs: one file, or a tar archive.
func (g *gathering) gzip(e entry, br *bufio.Reader) {
	if !g.nest(e) {
		return
	}
	b := &budget{outer: e.spend}
	z, err := gzip.NewReader(inward{br, b})
	if err != nil {
		g.fault(e.name, "", err)
		return
	}
	inner := entry{name: e.name, size: -1, named: e.named, r: outward{z, b}, spend: b, depth: e.depth + 1, packed: unpackedName(e.file())}
	g.read(inner)
}

// unpackedName is the name of what a .gz file holds.
func unpackedName(file string) string {
	ext := path.Ext(file)
	switch {
	case strings.EqualFold(ext, ".tgz"):
		return strings.TrimSuffix(file, ext) + ".tar"
	case strings.EqualFold(ext, ".gz"):
		return strings.TrimSuffix(file, ext)
	}
	return file + "."
}

// tar reads the files in a tar archive, in their order.
func (g *gathering) tar(e entry, br *bufio.Reader) {
	if !g.nest(e) {
		return
	}
	b := &budget{outer: e.spend} // a sparse member is larger than what stands for it
	t := tar.NewReader(inward{br, b})
	before := g.count
	for !g.over() && !b.broke() {
		h, err := t.Next()
		if err == io.EOF {
			g.nothing(e, before)
			return
		}
		if err != nil {
			g.fault(e.name, "", err)
			return
		}
		if h.Typeflag != tar.TypeReg || !wanted(h.Name) {
			continue
		}
		g.read(entry{name: e.name + "/" + clean(h.Name), size: h.Size, r: outward{t, b}, spend: b, depth: e.depth + 1})
	}
}

// zip reads the files in a zip archive, in their order. The list of members stands at its end: an archive that is no file of its
// own is held in memory, if it is no larger than an item may be.
func (g *gathering) zip(e entry, br *bufio.Reader) {
	if !g.nest(e) {
		return
	}
	at, size := e.at, e.size
	if at == nil {
		raw, err := readAll(br, g.max, e.size)
		if err == nil && int64(len(raw)) > g.max {
			err = fmt.Errorf("a zip archive of more than %s is read from a file of its own only", bytesText(g.max))
		}
		if err != nil {
			g.fault(e.name, "", err)
			return
		}
		at, size = bytes.NewReader(raw), int64(len(raw))
	}
	z, err := zip.NewReader(at, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) { // nothing is written, so no path can do harm
		g.fault(e.name, "", err)
		return
	}
	b := &budget{in: size, outer: e.spend}
	before := g.count
	for _, f := range z.File {
		if g.over() || b.broke() {
			return
		}
		if f.Mode()&fs.ModeType == 0 && !strings.HasSuffix(f.Name, "/") && wanted(f.Name) {
			g.member(e, f, b)
		}
	}
	g.nothing(e, before)
}

// member reads one file of a zip archive.
func (g *gathering) member(e entry, f *zip.File, b *budget) {
	name := e.name + "/" + clean(f.Name)
	if f.Flags&1 != 0 {
		g.fault(name, "", errors.New("encrypted"))
		return
	}
	r, err := f.Open()
	if err != nil {
		g.fault(name, "", err)
		return
	}
	defer r.Close()
	size := int64(-1)
	if f.UncompressedSize64 < 1<<62 {
		size = int64(f.UncompressedSize64)
	}
	g.read(entry{name: name, size: size, r: outward{r, b}, spend: b, depth: e.depth + 1})
}

// nothing reports an archive that yielded no item.
func (g *gathering) nothing(e entry, before int) {
	if g.count == before {
		g.fault(e.name, "", errors.New("nothing in it can be read"))
	}
}

// wanted says that a member of an archive is no hidden file and none that holds no news.
func wanted(name string) bool {
	for part := range strings.SplitSeq(strings.ReplaceAll(name, `\`, "/"), "/") {
		if part != "." && part != ".." && hidden(part) {
			return false
		}
	}
	return kindOf(name) != passed
}
