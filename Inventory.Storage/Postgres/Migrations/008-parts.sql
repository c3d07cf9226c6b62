-- Of a whole: the ids of its parts, a JSON array; NULL for a resource without parts.
ALTER TABLE inventory.event ADD COLUMN parts text;
ALTER TABLE inventory.resource ADD COLUMN parts text;
