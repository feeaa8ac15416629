-- What articles showed that a table has not learnt yet, in the order in which they came: a table is made anew for some dozens at a time.
CREATE TABLE repeats_waiting (
    name   TEXT NOT NULL,
    number INTEGER NOT NULL,               -- counted from 1 in each group
    trace  BLOB NOT NULL,                  -- page.Trace, packed
    PRIMARY KEY (name, number)
) WITHOUT ROWID;
