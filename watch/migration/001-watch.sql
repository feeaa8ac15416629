-- What is followed. Times are seconds since 1970, UTC; 0 is never.
CREATE TABLE watch_source (
    id       INTEGER PRIMARY KEY,
    url      TEXT NOT NULL UNIQUE,         -- of the feed, map or section page
    host     TEXT NOT NULL,
    parent   INTEGER,                      -- the source that named it; NULL where a person did
    title    TEXT NOT NULL DEFAULT '',
    home     TEXT NOT NULL DEFAULT '',
    folder   TEXT NOT NULL DEFAULT '',     -- group of the list of feeds that it came from
    zone     TEXT NOT NULL DEFAULT '',     -- where its outlet stands, for times that name no zone
    only     TEXT NOT NULL DEFAULT '',     -- patterns of paths, one a line: no other page is taken
    never    TEXT NOT NULL DEFAULT '',     -- patterns of paths that are not taken
    kind     TEXT NOT NULL DEFAULT '',     -- what it was at the last look
    state    TEXT NOT NULL DEFAULT 'on',   -- on, off (by a person), gone
    pause    INTEGER NOT NULL,             -- seconds to the next look
    due      INTEGER NOT NULL,
    etag     TEXT NOT NULL DEFAULT '',
    modified TEXT NOT NULL DEFAULT '',
    fails    INTEGER NOT NULL DEFAULT 0,   -- looks in a row that failed
    checked  INTEGER NOT NULL DEFAULT 0,
    changed  INTEGER NOT NULL DEFAULT 0,   -- when it last had something new
    problem  TEXT NOT NULL DEFAULT '',     -- of the last look
    added    INTEGER NOT NULL
);

-- A page that a source has named, under the address by which it is known.
CREATE TABLE watch_page (
    url       TEXT PRIMARY KEY,
    source    INTEGER NOT NULL,            -- the first that named it
    address   TEXT NOT NULL,               -- as it is fetched
    host      TEXT NOT NULL,
    state     TEXT NOT NULL,               -- wanted, kept, gone, left
    why       TEXT NOT NULL DEFAULT '',    -- why it was left, or what the last try met
    due       INTEGER NOT NULL,
    tries     INTEGER NOT NULL DEFAULT 0,  -- in a row that failed
    visits    INTEGER NOT NULL DEFAULT 0,  -- since it was kept, or last changed
    etag      TEXT NOT NULL DEFAULT '',
    modified  TEXT NOT NULL DEFAULT '',
    title     TEXT NOT NULL DEFAULT '',    -- as the source names it
    published INTEGER NOT NULL DEFAULT 0,  -- as the source says
    updated   INTEGER NOT NULL DEFAULT 0,  -- the same
    seen      INTEGER NOT NULL,            -- first named
    fetched   INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX watch_page_due ON watch_page (host, due) WHERE due > 0;
CREATE INDEX watch_page_source ON watch_page (source, state);
