-- What people settled by hand about events and stories, and the names of those.
CREATE TABLE decision (
    id    INTEGER PRIMARY KEY,
    act   TEXT NOT NULL,                   -- merge, split, rename
    level TEXT NOT NULL,                   -- event, story
    about TEXT NOT NULL,                   -- the event or story that it was made about
    data  BLOB NOT NULL                    -- JSON of the whole decision
);

CREATE TABLE event (
    id    TEXT PRIMARY KEY,
    story TEXT NOT NULL                    -- in which it is told
) WITHOUT ROWID;
CREATE INDEX event_by_story ON event (story);

-- The name of an event or story that became part of another one leads there.
CREATE TABLE alias (
    id    TEXT PRIMARY KEY,
    now   TEXT NOT NULL
) WITHOUT ROWID;
