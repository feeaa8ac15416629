-- The full-text table gives way to an index of Rawi's own: see segment.go. Whoever opens the library fills it from the articles.
DROP TABLE search_text;
DROP TABLE search_entry;

-- The state of the index. Readers look whether it is the one that they know.
CREATE TABLE search_state (
    id         INTEGER PRIMARY KEY CHECK (id = 1),
    generation INTEGER NOT NULL,           -- counts the changes
    version    INTEGER NOT NULL            -- of the analysis that made it; another one is made anew
);
INSERT INTO search_state VALUES (1, 0, 0);

-- A segment is the index of some articles. It never changes, but that articles go.
CREATE TABLE search_segment (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    articles INTEGER NOT NULL,             -- how many
    low      INTEGER NOT NULL,             -- the least of their numbers, and the greatest
    high     INTEGER NOT NULL,
    docs     BLOB NOT NULL,                -- what is known of each article: see columns.go
    blocks   BLOB NOT NULL,                -- the first key of each block, and its number
    gone     BLOB                          -- the places of articles that are not in the index any more, a bit each; NULL for none
);

-- A block is a stretch of a segment's sorted entries: see block.go. Numbers are not used again, so that a block can be remembered.
CREATE TABLE search_block (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    data     BLOB NOT NULL
);
