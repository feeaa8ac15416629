-- A source is a page, file or record. Its text may change: each text is a revision, and the spans of what was found belong to one.
CREATE TABLE source (
    id       INTEGER PRIMARY KEY,
    name     TEXT NOT NULL UNIQUE,         -- path, URL, or FILE#ID
    revision INTEGER                       -- the current one
);

CREATE TABLE revision (
    id       INTEGER PRIMARY KEY,
    source   INTEGER NOT NULL REFERENCES source (id),
    number   INTEGER NOT NULL,             -- counted from 1
    hash     BLOB NOT NULL,                -- SHA-256 of the text
    text     BLOB NOT NULL,                -- packed
    raw      BLOB,                         -- packed bytes as they came; NULL where none were kept, or they are the text
    raw_hash BLOB,                         -- SHA-256 of those bytes; NULL where none were kept
    added    INTEGER NOT NULL,             -- seconds since 1970, UTC
    UNIQUE (source, number),
    UNIQUE (source, hash)
);

CREATE TABLE article (
    id       INTEGER PRIMARY KEY,
    revision INTEGER NOT NULL REFERENCES revision (id),
    number   INTEGER NOT NULL,             -- place among the articles of its source, counted from 1
    current  INTEGER NOT NULL,             -- 1 for articles of the source's current revision
    url      TEXT NOT NULL,
    outlet   TEXT NOT NULL,
    title    TEXT NOT NULL,
    first    INTEGER NOT NULL,             -- publication: days since 1 January of the year 1, which is day 1; 0 where not known
    last     INTEGER NOT NULL,
    found    BLOB NOT NULL,                -- packed JSON of all that was found
    UNIQUE (revision, number)
);
CREATE INDEX article_by_day ON article (last, first, id) WHERE current;

CREATE TABLE failure (
    source   TEXT PRIMARY KEY,
    reason   TEXT NOT NULL,
    at       INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE story (
    id       TEXT PRIMARY KEY,
    title    TEXT NOT NULL,
    first    INTEGER NOT NULL,
    last     INTEGER NOT NULL,
    articles INTEGER NOT NULL,             -- how many
    data     BLOB NOT NULL                 -- packed JSON of the whole story
);
CREATE INDEX story_by_day ON story (last, articles, id);

CREATE TABLE story_article (
    story    TEXT NOT NULL REFERENCES story (id) ON DELETE CASCADE,
    article  INTEGER NOT NULL REFERENCES article (id),
    PRIMARY KEY (story, article)
) WITHOUT ROWID;
CREATE INDEX story_article_by_article ON story_article (article);
