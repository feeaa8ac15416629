-- Every article that can be found has a row, in the order of publication: its first day times 2^20, and its place among the
-- articles of that day. So the newest matches are read from the end, without sorting.
CREATE TABLE search_entry (
    row      INTEGER PRIMARY KEY,
    article  INTEGER NOT NULL UNIQUE,
    first    INTEGER NOT NULL,             -- publication: days since 1 January of the year 1, which is day 1; 0 where not known
    last     INTEGER NOT NULL
);
CREATE INDEX search_entry_by_width ON search_entry (last - first);

-- The words of an article, analysed (see terms.go): the text itself is not in it. Nothing but spaces parts the terms.
CREATE VIRTUAL TABLE search_text USING fts5 (
    title, body, outlet, speaker,
    content = '', contentless_delete = 1, tokenize = "ascii tokenchars '|_'"
);
