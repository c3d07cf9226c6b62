PRAGMA application_id = 0x496E7679; -- "Invy"

-- Everything that ever happened, in order. To append a row here is to commit; the other tables follow.
-- No other index: a random page written for each event would cost more than the event.
CREATE TABLE event (
    seq             INTEGER PRIMARY KEY,
    resource        TEXT NOT NULL,    -- UUID, lower case
    version         INTEGER NOT NULL, -- of the resource, 1, 2, 3, … without gaps
    previous        INTEGER,          -- the event of the resource before this one
    kind            TEXT NOT NULL,    -- resource-created, resource-updated, resource-deleted,
                                      -- allocated, allocation-updated, confirmed, released, expired
    at_us           INTEGER NOT NULL, -- microseconds since 1970-01-01T00:00:00Z
    actor           TEXT,
    allocation      TEXT,             -- UUID, lower case
    from_us         INTEGER,          -- NULL is without beginning
    to_us           INTEGER,          -- NULL is without end; the moment itself is not part of the time
    allocation_type TEXT,
    description     TEXT,
    dump            TEXT,             -- JSON; NULL is the empty object
    expires_us      INTEGER,          -- the end of a hold; NULL is firm
    created_us      INTEGER,          -- of the allocation, where that is not at_us
    type            TEXT,
    name            TEXT,
    attributes      TEXT,             -- JSON; NULL is the empty object
    ordinal         INTEGER,
    request_key     TEXT,             -- of the request that asked for it
    fingerprint     INTEGER,          -- of that request
    previous_kept   INTEGER           -- where it has a key or is of kind expired: the last such event of the resource before it
);

-- One row for each resource that ever was. Its unique indexes judge new resources and names.
CREATE TABLE resource (
    id              TEXT NOT NULL PRIMARY KEY,
    version         INTEGER NOT NULL, -- up to which allocation follows the events
    type            TEXT NOT NULL,
    ordinal         INTEGER NOT NULL,
    created_us      INTEGER NOT NULL,
    deleted_us      INTEGER,
    changed_version INTEGER NOT NULL, -- at which name or attributes last changed
    name            TEXT NOT NULL,
    attributes      TEXT,             -- JSON; NULL is the empty object
    seq             INTEGER NOT NULL, -- the event that made the version
    kept_seq        INTEGER,          -- the last event up to that which has a key or is of kind expired
    keyed_seq       INTEGER,          -- the event that made it, if its request had a key
    UNIQUE (type, ordinal)
);
CREATE UNIQUE INDEX resource_name ON resource (type, name) WHERE deleted_us IS NULL;
CREATE INDEX resource_keyed ON resource (type, created_us, keyed_seq) WHERE keyed_seq IS NOT NULL;

CREATE TABLE allocation (
    resource        TEXT NOT NULL,
    id              TEXT NOT NULL,
    from_us         INTEGER,
    to_us           INTEGER,
    type            TEXT NOT NULL,
    description     TEXT,
    dump            TEXT,
    created_us      INTEGER NOT NULL,
    version         INTEGER NOT NULL, -- of the resource, when this allocation last changed
    expires_us      INTEGER,          -- the end of a hold; NULL is firm
    PRIMARY KEY (resource, id)
) WITHOUT ROWID;

-- Every 64th event of each resource. Those between are found by walking along event.previous.
CREATE TABLE resource_event (
    resource        TEXT NOT NULL,
    version         INTEGER NOT NULL,
    seq             INTEGER NOT NULL,
    PRIMARY KEY (resource, version)
) WITHOUT ROWID;

-- The requests that any resource of a type could meet, by key. What is older than the life of keys, by days, is cleared away.
CREATE TABLE pool_request (
    day             INTEGER NOT NULL, -- since 1970-01-01
    type            TEXT NOT NULL,
    request_key     TEXT NOT NULL,
    seq             INTEGER NOT NULL,
    PRIMARY KEY (day, type, request_key, seq)
) WITHOUT ROWID;

-- The last event such that it and all before it are in the tables.
CREATE TABLE projection (seq INTEGER NOT NULL);
INSERT INTO projection VALUES (0);
