-- What has changed since somebody looked: each change of a story or an article gets the next number. What is gone keeps its row. An article that
-- only came has none: it is known by its number, which is above all that were seen.
CREATE TABLE story_mark (
    story    TEXT PRIMARY KEY,
    mark     INTEGER NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX story_mark_by_mark ON story_mark (mark);
CREATE TABLE article_mark (
    article  INTEGER PRIMARY KEY,
    mark     INTEGER NOT NULL
);
CREATE UNIQUE INDEX article_mark_by_mark ON article_mark (mark);

CREATE TRIGGER story_mark_came AFTER INSERT ON story BEGIN
    INSERT OR REPLACE INTO story_mark SELECT new.id, coalesce(max(mark), 0) + 1 FROM story_mark;
END;
CREATE TRIGGER story_mark_gone AFTER DELETE ON story BEGIN
    INSERT OR REPLACE INTO story_mark SELECT old.id, coalesce(max(mark), 0) + 1 FROM story_mark;
END;
CREATE TRIGGER article_mark_came AFTER INSERT ON article WHEN EXISTS (SELECT 1 FROM article_mark WHERE article = new.id) BEGIN
    INSERT OR REPLACE INTO article_mark SELECT new.id, max(mark) + 1 FROM article_mark;
END;
CREATE TRIGGER article_mark_turned AFTER UPDATE OF current, url, outlet, title, first, last ON article BEGIN
    INSERT OR REPLACE INTO article_mark SELECT new.id, coalesce(max(mark), 0) + 1 FROM article_mark;
END;
CREATE TRIGGER article_mark_gone AFTER DELETE ON article BEGIN
    INSERT OR REPLACE INTO article_mark SELECT old.id, coalesce(max(mark), 0) + 1 FROM article_mark;
END;
