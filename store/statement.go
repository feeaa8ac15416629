package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
)

// To parse a statement and to plan it takes longer than most statements take to run. So each connection keeps those that are not in use for when
// they are asked for again, word for word.

// mostStatements is how many statements a connection keeps; those kept longest give way.
const mostStatements = 96

// connector makes connections that keep their statements.
type connector struct {
	driver driver.Driver
	name   string
}

// openDB is a pool of connections to a database of SQLite.
func openDB(name string) (*sql.DB, error) {
	plain, err := sql.Open("sqlite", name) // connects to nothing yet
	if err != nil {
		return nil, err
	}
	defer plain.Close()
	return sql.OpenDB(connector{plain.Driver(), name}), nil
}

// Driver is the driver of SQLite.
func (c connector) Driver() driver.Driver { return c.driver }

// sqliteConn is what a connection of SQLite can do that is used here.
type sqliteConn interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.Pinger
	driver.SessionResetter
	driver.Validator
}

// sqliteStmt is the same of a statement.
type sqliteStmt interface {
	driver.Stmt
	driver.StmtExecContext
	driver.StmtQueryContext
}

// Connect makes a connection.
func (c connector) Connect(context.Context) (driver.Conn, error) {
	plain, err := c.driver.Open(c.name)
	if err != nil {
		return nil, err
	}
	conn, ok := plain.(sqliteConn)
	if !ok {
		plain.Close()
		return nil, fmt.Errorf("the driver's connection is a %T", plain)
	}
	return &keeping{sqliteConn: conn, free: map[string][]sqliteStmt{}}, nil
}

// keeping is a connection that keeps its statements. As it takes no query itself, every one is prepared.
type keeping struct {
	sqliteConn
	free  map[string][]sqliteStmt
	order []string // of the keeping, one for each statement in free
}

// PrepareContext is a statement that was kept, or a new one.
func (c *keeping) PrepareContext(ctx context.Context, query string) (driver.Stmt, error) {
	if list := c.free[query]; len(list) > 0 {
		s := list[len(list)-1]
		if c.free[query] = list[:len(list)-1]; len(list) == 1 {
			delete(c.free, query)
		}
		for i, q := range c.order {
			if q == query {
				c.order = append(c.order[:i], c.order[i+1:]...)
				break
			}
		}
		return &keptStmt{s, c, query}, nil
	}
	plain, err := c.sqliteConn.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	s, ok := plain.(sqliteStmt)
	if !ok {
		plain.Close()
		return nil, fmt.Errorf("the driver's statement is a %T", plain)
	}
	return &keptStmt{s, c, query}, nil
}

// Prepare is PrepareContext without a context.
func (c *keeping) Prepare(query string) (driver.Stmt, error) {
	return c.PrepareContext(context.Background(), query)
}

// Close ends the connection.
func (c *keeping) Close() error {
	for len(c.order) > 0 {
		if err := c.drop(); err != nil {
			c.sqliteConn.Close()
			return err
		}
	}
	return c.sqliteConn.Close()
}

// drop closes the statement kept longest.
func (c *keeping) drop() error {
	query := c.order[0]
	c.order = c.order[1:]
	list := c.free[query]
	s := list[0]
	if c.free[query] = list[1:]; len(list) == 1 {
		delete(c.free, query)
	}
	return s.Close()
}

// keptStmt is a statement in use, which its connection keeps when it is closed.
type keptStmt struct {
	sqliteStmt
	conn  *keeping
	query string
}

// Close gives the statement back.
func (s *keptStmt) Close() error {
	c := s.conn
	c.free[s.query], c.order = append(c.free[s.query], s.sqliteStmt), append(c.order, s.query)
	if len(c.order) > mostStatements {
		return c.drop()
	}
	return nil
}
