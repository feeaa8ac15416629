-- How a page came, beside its bytes: what must be known to read them again in the same way.
ALTER TABLE revision ADD COLUMN html INTEGER NOT NULL DEFAULT 0;     -- 1 where it was known to be HTML by its name or type
ALTER TABLE revision ADD COLUMN charset TEXT NOT NULL DEFAULT '';    -- as HTTP declared
ALTER TABLE revision ADD COLUMN said_first INTEGER NOT NULL DEFAULT 0; -- its publication as the one said who handed it on, as in article
ALTER TABLE revision ADD COLUMN said_last INTEGER NOT NULL DEFAULT 0;
-- The page as it came may be dropped to save room, never what was found in it.
ALTER TABLE revision ADD COLUMN dropped INTEGER NOT NULL DEFAULT 0;  -- when it was, seconds since 1970, UTC; 0 where it was not
CREATE INDEX revision_by_page ON revision (added, id) WHERE raw IS NOT NULL;
