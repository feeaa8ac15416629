-- What an outlet, or a collection, prints again and again at the heads and tails of its articles: one table of hashed lines each.
CREATE TABLE repeats (
    name  TEXT PRIMARY KEY,                -- "outlet:…", "host:…", "from:…"
    lines BLOB NOT NULL                    -- page.Repeats, packed
) WITHOUT ROWID;
