-- For people: what is not deleted. Made again after every migration; what is in braces comes from AllocationColumns, and stands last so that grants on a view stay.

CREATE OR REPLACE VIEW inventory.resources AS
SELECT id, type, name, attributes, ordinal, created_at, (SELECT max(version) FROM inventory.event e WHERE e.resource = r.id) AS version, parts
FROM inventory.resource r WHERE deleted_at IS NULL;

CREATE OR REPLACE VIEW inventory.allocations AS
SELECT a.id, a.resource, r.type AS resource_type, r.name AS resource_name, a.version, a.owner, {shown}
FROM inventory.allocation a JOIN inventory.resource r ON r.id = a.resource WHERE r.deleted_at IS NULL;
