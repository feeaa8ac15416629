package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"hash/crc32"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// The picture of docs/parts.md is what `rawi read --format html` prints for a page of the sample, as a browser shows it.
const (
	picture     = "../../docs/parts.png"
	picturePage = "ferry-sidra.html"
	pictureFont = "../../web/static/font/naskh-arabic.woff2"
)

// TestPicture: the picture of the documentation shows what the program prints today. UPDATE=1 takes it anew, which needs chromium.
func TestPicture(t *testing.T) {
	file, err := filepath.Abs(picture)
	if err != nil {
		t.Fatal(err)
	}
	font, err := os.ReadFile(pictureFont)
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir("../../sample/pages")
	var out bytes.Buffer
	if status := run(&world{ctx: t.Context(), in: strings.NewReader(""), out: &out, err: os.Stderr}, []string{"read", "--format", "html", picturePage}); status != 0 {
		t.Fatalf("status %d", status)
	}
	// The rules behind the parts are not seen in the picture.
	page := regexp.MustCompile(` title="[^"]*"`).ReplaceAll(out.Bytes(), nil)
	sum := sha256.Sum256(page)
	digest := hex.EncodeToString(sum[:])
	if os.Getenv("UPDATE") != "" {
		png := take(t, page, font)
		if err := os.WriteFile(file, signed(png, digest), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(b, []byte("Source\x00"+digest)) {
		t.Errorf("docs/parts.png shows an older page than the program prints; take it anew: make docs")
	}
}

// take shows a page in a browser, in the type that the program's own pages are set in, and returns its picture as PNG.
func take(t *testing.T, page, font []byte) []byte {
	t.Helper()
	style := `<style>@font-face { font-family: "Noto Naskh Arabic"; src: url(data:font/woff2;base64,` + base64.StdEncoding.EncodeToString(font) + `) }</style>`
	shown := filepath.Join(t.TempDir(), "parts.html")
	if err := os.WriteFile(shown, bytes.Replace(page, []byte("<style>"), []byte(style+"<style>"), 1), 0o644); err != nil {
		t.Fatal(err)
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox, chromedp.DisableGPU)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	ctx, stop := chromedp.NewExecAllocator(ctx, opts...)
	defer stop()
	ctx, quit := chromedp.NewContext(ctx)
	defer quit()
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(820, 600, chromedp.EmulateScale(1.25)), chromedp.Navigate("file://"+shown)); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`document.fonts.ready.then(() => true)`, chromedp.EvalAwaitPromise)); err != nil {
		t.Fatal(err)
	}
	png, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err != nil {
		t.Fatal(err)
	}
	return png
}

// signed puts the digest of its source into a picture: a tEXt chunk after the header, which ends at byte 33.
func signed(png []byte, digest string) []byte {
	chunk := append([]byte("tEXtSource\x00"), digest...)
	out := append([]byte{}, png[:33]...)
	out = binary.BigEndian.AppendUint32(out, uint32(len(chunk)-4))
	out = append(out, chunk...)
	out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(chunk))
	return append(out, png[33:]...)
}
