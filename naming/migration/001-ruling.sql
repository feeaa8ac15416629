-- What people settled about names: that two are one bearer's, or that a spelling is not his.
CREATE TABLE ruling (
    id    INTEGER PRIMARY KEY,
    same  INTEGER NOT NULL,                -- 1: a and b are one; 0: b is not a
    kind  TEXT NOT NULL,                   -- person, place, organization
    a     TEXT NOT NULL,
    b     TEXT NOT NULL,
    by    TEXT NOT NULL,                   -- who decided; '' where that is not known
    at    INTEGER NOT NULL                 -- seconds since 1970, UTC
);
