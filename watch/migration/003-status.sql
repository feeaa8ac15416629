-- What the source itself gives of a page's text, taken where the page cannot be had; emptied once the page is there.
ALTER TABLE watch_page ADD COLUMN brief TEXT NOT NULL DEFAULT '';
-- The latest pages of a source.
CREATE INDEX watch_page_seen ON watch_page (source, seen);
