-- What a list of hits shows of an article, ready to be read (see brief.go); NULL for articles that an earlier version added.
ALTER TABLE article ADD COLUMN brief BLOB;
