-- Of a whole: the ids of its parts, a JSON array; NULL for a resource without parts.
ALTER TABLE event ADD COLUMN parts TEXT;
ALTER TABLE resource ADD COLUMN parts TEXT;
