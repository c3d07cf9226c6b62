-- Entries of waiting lists (4 waiting, 7 declined, 8 lapsed) take no time.
ALTER TABLE inventory.allocation DROP CONSTRAINT allocation_overlap;
ALTER TABLE inventory.allocation ADD CONSTRAINT allocation_overlap EXCLUDE USING gist (resource WITH =, tstzrange(from_at, to_at) WITH &&)
    WHERE (units IS NULL AND (stage IS NULL OR stage NOT IN (4, 7, 8)));
