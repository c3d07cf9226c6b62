-- Of a pool; NULL for a resource that exists once.
ALTER TABLE inventory.resource ADD COLUMN units integer;
-- The second guard is for what exists once: allocations of a pool overlap.
ALTER TABLE inventory.allocation DROP CONSTRAINT allocation_overlap;
ALTER TABLE inventory.allocation ADD CONSTRAINT allocation_overlap EXCLUDE USING gist (resource WITH =, tstzrange(from_at, to_at) WITH &&) WHERE (units IS NULL);
