package access

import (
	"bufio"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/crypto/argon2"
)

// Account is one who may log in.
type Account struct {
	Name string
	Role Role
	hash []byte // his password as PHC string: $argon2id$v=19$m=65536,t=2,p=1$salt$key
}

// The cost of a password: RFC 9106's second recommendation with two passes, about a tenth of a second.
const (
	memory  = 64 << 10 // KiB
	passes  = 2
	threads = 1
	keySize = 32
)

// shortest is the least length of a password, in bytes.
const shortest = 10

// nobody is the hash of no password, for names that are not known.
var nobody = []byte("$argon2id$v=19$m=65536,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")

// NewAccount is an account with a password. A name is made of letters, digits, dots and dashes; a password has 10 bytes or more.
func NewAccount(name string, role Role, password string) (Account, error) {
	if err := checkName(name, role); err != nil {
		return Account{}, err
	}
	if len(password) < shortest {
		return Account{}, fmt.Errorf("a password needs at least %d characters", shortest)
	}
	salt := make([]byte, 16)
	if _, err := rand.Read(salt); err != nil {
		return Account{}, err
	}
	b := base64.RawStdEncoding
	key := argon2.IDKey([]byte(password), salt, passes, memory, threads, keySize)
	return Account{name, role, fmt.Appendf(nil, "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s", memory, passes, threads, b.EncodeToString(salt), b.EncodeToString(key))}, nil
}

func checkName(name string, role Role) error {
	if name == "" || len(name) > 60 || strings.ContainsFunc(name, func(r rune) bool { return r <= ' ' || r == ':' || r == 0x7F }) {
		return fmt.Errorf("%q is no name for an account: it is empty, too long, or holds a space or colon", name)
	}
	if role != Reader && role != Editor {
		return fmt.Errorf("%q is no role: reader or editor", role)
	}
	return nil
}

// matches says whether a password is the account's.
func (a Account) matches(password string) bool {
	m, t, p, salt, key, err := parseHash(a.hash)
	if err != nil {
		return false
	}
	got := argon2.IDKey([]byte(password), salt, t, m, p, uint32(len(key)))
	return subtle.ConstantTimeCompare(got, key) == 1
}

// parseHash reads a PHC string of argon2id.
func parseHash(hash []byte) (m, t uint32, p uint8, salt, key []byte, err error) {
	f := strings.Split(string(hash), "$")
	if len(f) != 6 || f[0] != "" || f[1] != "argon2id" || f[2] != "v=19" {
		return 0, 0, 0, nil, nil, errors.New("not a hash of argon2id")
	}
	if _, err = fmt.Sscanf(f[3], "m=%d,t=%d,p=%d", &m, &t, &p); err != nil {
		return
	}
	if m < 8 || m > 1<<20 || t < 1 || t > 16 || p < 1 || p > 16 {
		return 0, 0, 0, nil, nil, errors.New("a cost that is too small or too great")
	}
	if salt, err = base64.RawStdEncoding.DecodeString(f[4]); err == nil {
		key, err = base64.RawStdEncoding.DecodeString(f[5])
	}
	if err == nil && (len(salt) < 8 || len(key) < 16 || len(key) > 64) {
		err = errors.New("salt or key of a wrong length")
	}
	return
}

// String is the account as a line of a file of accounts: name:role:hash.
func (a Account) String() string { return a.Name + ":" + string(a.Role) + ":" + string(a.hash) }

// ReadAccounts reads a file of accounts, one a line; blank lines and those that begin with "#" are passed over. An error names the
// line and never tells what stands in it.
func ReadAccounts(r io.Reader) ([]Account, error) {
	var out []Account
	seen := map[string]bool{}
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		l := strings.TrimSpace(lines.Text())
		if l == "" || strings.HasPrefix(l, "#") {
			continue
		}
		f := strings.SplitN(l, ":", 3)
		if len(f) != 3 {
			return nil, fmt.Errorf("line %d: not name:role:hash", n)
		}
		a := Account{f[0], Role(f[1]), []byte(f[2])}
		if err := checkName(a.Name, a.Role); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		if _, _, _, _, _, err := parseHash(a.hash); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		if seen[a.Name] {
			return nil, fmt.Errorf("line %d: %s stands twice", n, a.Name)
		}
		seen[a.Name] = true
		out = append(out, a)
	}
	return out, lines.Err()
}
