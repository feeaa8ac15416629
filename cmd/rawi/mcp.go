package main

import (
	"log/slog"
	"net/http"

	"rawi/access"
	"rawi/mcp"
)

type mcpCmd struct {
	library
	Listen string `help:"Serve over HTTP at this address, not over standard input and output." placeholder:"ADDRESS"`
	Cert   string `help:"Certificate (PEM), to serve over TLS." type:"existingfile" placeholder:"FILE"`
	Key    string `help:"Key of the certificate (PEM)." type:"existingfile" placeholder:"FILE"`
	entry
}

// Help shows examples.
func (mcpCmd) Help() string { return help("mcp") }

// Run serves the library to assistants.
func (c *mcpCmd) Run(w *world) error {
	l, err := c.existing()
	if err != nil {
		return err
	}
	defer l.Close()
	s := mcp.NewServer(newDesk(l), version, slog.New(slog.NewTextHandler(w.err, nil)))
	if c.Listen == "" {
		return mcp.Run(w.ctx, s, w.in, w.out)
	}
	gate, err := c.gate(c.Listen)
	if err != nil {
		return err
	}
	var h http.Handler = http.MaxBytesHandler(mcp.Handler(s), 1<<20)
	if gate != nil {
		h = gate.Wrap(access.Only(h))
	} else {
		h = access.Local(h)
	}
	return serve(w, listen{c.Listen, c.Cert, c.Key}, h)
}
