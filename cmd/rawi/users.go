package main

import (
	"bufio"
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"rawi/access"
)

type usersCmd struct {
	Add    usersAddCmd    `cmd:"" help:"Add an account, or give it another password or role; the password is read from standard input."`
	Remove usersRemoveCmd `cmd:"" help:"Take an account away."`
	List   usersListCmd   `cmd:"" help:"List the accounts."`
	Token  usersTokenCmd  `cmd:"" help:"Print a new token, for a file that rawi serve --token-file reads."`
}

// Help shows examples.
func (usersCmd) Help() string { return help("users") }

// userFile is the part of the command line that says which file holds the accounts.
type userFile struct {
	File string `default:"users.txt" help:"The file of accounts." type:"path"`
}

func (f userFile) read() ([]access.Account, error) {
	b, err := os.ReadFile(f.File)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	all, err := access.ReadAccounts(bytes.NewReader(b))
	if err != nil {
		err = fmt.Errorf("%s: %w", f.File, err)
	}
	return all, err
}

// write puts accounts in the place of the file's; nobody else may read it, and a program that is killed leaves the old one whole.
func (f userFile) write(all []access.Account) error {
	tmp, err := os.CreateTemp(filepath.Dir(f.File), ".users-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	w := bufio.NewWriter(tmp)
	fmt.Fprintln(w, "# Who may log in to Rawi: name:role:hash of the password (argon2id).")
	for _, a := range all {
		fmt.Fprintln(w, a)
	}
	err = errors.Join(w.Flush(), tmp.Chmod(0o600), tmp.Sync(), tmp.Close())
	if err != nil {
		return err
	}
	return os.Rename(tmp.Name(), f.File)
}

type usersAddCmd struct {
	Name string `arg:"" help:"What he logs in as."`
	Role string `enum:"reader,editor" default:"reader" help:"reader, or editor: one who may correct stories."`
	userFile
}

// Run adds an account.
func (c *usersAddCmd) Run(w *world) error {
	if w.terminal {
		fmt.Fprint(w.err, "password: ")
	}
	line, err := bufio.NewReader(w.in).ReadString('\n')
	if err != nil && line == "" {
		return errors.New("no password came on standard input")
	}
	account, err := access.NewAccount(c.Name, access.Role(c.Role), strings.TrimRight(line, "\r\n"))
	if err != nil {
		return err
	}
	all, err := c.read()
	if err != nil {
		return err
	}
	at := len(all)
	for i, a := range all {
		if a.Name == account.Name {
			at = i
		}
	}
	return c.write(append(append(all[:at:at], account), all[min(at+1, len(all)):]...))
}

type usersRemoveCmd struct {
	Name string `arg:""`
	userFile
}

// Run takes an account away.
func (c *usersRemoveCmd) Run(w *world) error {
	all, err := c.read()
	if err != nil {
		return err
	}
	var left []access.Account
	for _, a := range all {
		if a.Name != c.Name {
			left = append(left, a)
		}
	}
	if len(left) == len(all) {
		return fmt.Errorf("%s has no account %q", c.File, c.Name)
	}
	return c.write(left)
}

type usersListCmd struct{ userFile }

// Run lists the accounts.
func (c *usersListCmd) Run(w *world) error {
	all, err := c.read()
	if err != nil {
		return err
	}
	for _, a := range all {
		fmt.Fprintln(w.out, a.Name, a.Role)
	}
	return nil
}

type usersTokenCmd struct{}

// Run prints a token.
func (usersTokenCmd) Run(w *world) error {
	b := make([]byte, 24)
	if _, err := rand.Read(b); err != nil {
		return err
	}
	_, err := fmt.Fprintln(w.out, base64.RawURLEncoding.EncodeToString(b))
	return err
}
