-- The articles that came or went since the stories were made: the current ones that are in no story, and those that are in one and not current.
-- The triggers keep it so whoever writes, and what is untold is found without going through all articles.
CREATE TABLE untold (
    article  INTEGER PRIMARY KEY
);
INSERT INTO untold SELECT id FROM article WHERE current <> EXISTS (SELECT 1 FROM story_article WHERE article = article.id);

CREATE TRIGGER untold_came AFTER INSERT ON article WHEN new.current BEGIN
    INSERT OR IGNORE INTO untold VALUES (new.id);
END;
CREATE TRIGGER untold_turned AFTER UPDATE OF current ON article BEGIN
    DELETE FROM untold WHERE article = new.id;
    INSERT INTO untold SELECT new.id WHERE new.current <> EXISTS (SELECT 1 FROM story_article WHERE article = new.id);
END;
CREATE TRIGGER untold_gone AFTER DELETE ON article BEGIN
    DELETE FROM untold WHERE article = old.id;
END;
CREATE TRIGGER untold_told AFTER INSERT ON story_article BEGIN
    DELETE FROM untold WHERE article = new.article;
    INSERT INTO untold SELECT id FROM article WHERE id = new.article AND NOT current;
END;
CREATE TRIGGER untold_left AFTER DELETE ON story_article BEGIN
    DELETE FROM untold WHERE article = old.article;
    INSERT INTO untold SELECT id FROM article WHERE id = old.article AND current <> EXISTS (SELECT 1 FROM story_article WHERE article = old.article);
END;
