-- Which version of the program found what is kept of an article: another one may find more (rawi reread).
ALTER TABLE article ADD COLUMN analysis TEXT NOT NULL DEFAULT '';

-- A search that somebody wants to ask again, or to follow as a feed.
CREATE TABLE saved_search (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    name     TEXT NOT NULL UNIQUE,
    query    TEXT NOT NULL,
    added    INTEGER NOT NULL              -- seconds since 1970, UTC
);
