-- Old events are moved to a file. Up to this number, only the last event of each resource has to be here.
ALTER TABLE inventory.store ADD COLUMN archived_seq bigint NOT NULL DEFAULT 0;

-- Of each resource whose first events are in the archive: the last of those.
CREATE TABLE inventory.archived_event (
    resource        uuid PRIMARY KEY,
    version         bigint NOT NULL,
    hash            bytea
);

-- The resources that have events of a user in the archive: so that the user's allocations on them are found.
CREATE TABLE inventory.archived_user_event (
    user_id         uuid NOT NULL,
    resource        uuid NOT NULL,
    PRIMARY KEY (user_id, resource)
);

-- Where a late-bound allocation stands whose events are in the archive.
CREATE INDEX allocation_late ON inventory.allocation (id) WHERE binding IS NOT NULL;
