//go:build unix

package gather

import (
	"syscall"
	"testing"
)

// TestSpecialFiles: what is no file is not opened, since that may block for ever.
func TestSpecialFiles(t *testing.T) {
	tree(t, map[string]string{"n/a.txt": "a"})
	if err := syscall.Mkfifo("n/pipe.txt", 0o644); err != nil {
		t.Skip(err)
	}
	same(t, told(t, []string{"n", "/dev/null"}, Options{}), "n/a.txt | raw a",
		"n/pipe.txt | ! n/pipe.txt: a named pipe, not a file; pipe its content to standard input and give -",
		"/dev/null | ! /dev/null: a device, not a file; pipe its content to standard input and give -")
}
