-- For people. Made again after every migration. iso(c) stands for column c in ISO 8601; what is in braces comes from AllocationColumns.

DROP VIEW IF EXISTS events;
CREATE VIEW events AS
SELECT seq, resource, version, kind, iso(at_us) AS at, actor, {allocation_of_event}, type, name, attributes, ordinal, request_key, parts
FROM event;

DROP VIEW IF EXISTS resources;
CREATE VIEW resources AS
SELECT id, type, name, attributes, ordinal, version, iso(created_us) AS created, parts
FROM resource WHERE deleted_us IS NULL;

-- What was committed in the last moments may not be here yet; it is in events.
DROP VIEW IF EXISTS allocations;
CREATE VIEW allocations AS
SELECT a.resource, r.type AS resource_type, r.name AS resource_name, {allocation}, a.version
FROM allocation a JOIN resource r ON r.id = a.resource WHERE r.deleted_us IS NULL;

DROP VIEW IF EXISTS states;
CREATE VIEW states AS
SELECT grain, name, key, version, iso(changed_us) AS changed, json
FROM state WHERE json IS NOT NULL;
