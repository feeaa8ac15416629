-- What was known of an event when it was last looked at, by which a change is seen.
CREATE TABLE watch_known (
    key   TEXT PRIMARY KEY,                -- "sources EVENT", "figure EVENT UNIT", "search ID STORY", "asked ID"
    value REAL NOT NULL
) WITHOUT ROWID;

CREATE TABLE watch_alert (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    at     INTEGER NOT NULL,               -- seconds since 1970, UTC
    kind   TEXT NOT NULL,                  -- confirmed, rising, story
    story  TEXT NOT NULL,
    event  TEXT NOT NULL DEFAULT '',
    title  TEXT NOT NULL,
    data   TEXT NOT NULL,                  -- JSON of the rest
    sent   INTEGER NOT NULL DEFAULT 0      -- 1 once every webhook has it
);
