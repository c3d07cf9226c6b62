-- Of a pool; NULL for a resource that exists once.
ALTER TABLE resource ADD COLUMN units INTEGER;
