-- Old events are moved to a file. Up to this number, only the last event of each resource has to be here.
CREATE TABLE archive (seq INTEGER NOT NULL);
INSERT INTO archive VALUES (0);

-- Of each resource whose first events are in the archive: the last of those.
CREATE TABLE archived_event (
    resource        TEXT NOT NULL PRIMARY KEY,
    version         INTEGER NOT NULL,
    hash            BLOB
) WITHOUT ROWID;

-- The resources that have events of a user in the archive: so that the user's allocations on them are found.
CREATE TABLE archived_user_event (
    user_id         TEXT NOT NULL,
    resource        TEXT NOT NULL,
    PRIMARY KEY (user_id, resource)
) WITHOUT ROWID;

-- Where a late-bound allocation stands whose events are in the archive.
CREATE INDEX allocation_late ON allocation (id) WHERE binding IS NOT NULL;
