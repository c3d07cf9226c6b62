CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE SCHEMA inventory;

-- What there is one of.
CREATE TABLE inventory.store (
    is_only        boolean PRIMARY KEY DEFAULT true CHECK (is_only),
    schema_version integer NOT NULL,
    xid_offset     bigint NOT NULL -- what is added to the number of a transaction: after a restore, the server counts again
);
INSERT INTO inventory.store (schema_version, xid_offset) VALUES (0, 0);

-- Everything that ever happened. To insert a row here is to commit, and its second key is the fence: of two who make the same version of a resource,
-- one is refused. seq is the number of the transaction, times 2^20, and the place in it.
CREATE TABLE inventory.event (
    seq             bigint PRIMARY KEY,
    version         bigint NOT NULL,      -- of the resource, 1, 2, 3, … without gaps
    resource        uuid NOT NULL,
    at              timestamptz NOT NULL,
    kind            text NOT NULL,        -- resource-created, resource-updated, resource-deleted,
                                          -- allocated, allocation-updated, confirmed, released, expired
    allocation      uuid,
    from_at         timestamptz,          -- -infinity is without beginning
    to_at           timestamptz,          -- infinity is without end; the moment itself is not part of the time
    expires_at      timestamptz,          -- the end of a hold; NULL is firm
    created_at      timestamptz,          -- of the allocation, where that is not at
    ordinal         bigint,
    fingerprint     bigint,               -- of the request that asked for it
    owner           uuid,                 -- whose the allocation is, where it is a customer's
    actor           text,
    allocation_type text,
    description     text,
    dump            text,                 -- JSON; NULL is the empty object
    type            text,
    name            text,
    attributes      text,                 -- JSON; NULL is the empty object
    request_key     text COLLATE "C",     -- of the request that asked for it
    CONSTRAINT event_fence UNIQUE (resource, version)
);
CREATE INDEX event_kept ON inventory.event (resource, at) WHERE request_key IS NOT NULL OR kind = 'expired';

-- One row for each resource that ever was. Its version is that of its last event.
CREATE TABLE inventory.resource (
    id              uuid PRIMARY KEY,
    ordinal         bigint NOT NULL,
    created_at      timestamptz NOT NULL,
    deleted_at      timestamptz,
    changed_version bigint NOT NULL,      -- at which name or attributes last changed
    is_keyed        boolean NOT NULL,     -- the request that made it had a key
    is_cleared      boolean NOT NULL DEFAULT false, -- it is deleted, and all its allocations are
    type            text COLLATE "C" NOT NULL,
    name            text COLLATE "C" NOT NULL,
    attributes      text,
    CONSTRAINT resource_ordinal UNIQUE (type, ordinal)
);
CREATE UNIQUE INDEX resource_name ON inventory.resource (type, name) WHERE deleted_at IS NULL;
CREATE INDEX resource_keyed ON inventory.resource (type, created_at) WHERE is_keyed;
CREATE INDEX resource_uncleared ON inventory.resource (id) WHERE deleted_at IS NOT NULL AND NOT is_cleared;

-- The allocations as of the last event. The second guard: no two of a resource overlap. A hold that is over is taken away before its time is given
-- again, in the commit before. The fence lets nothing pass that this would refuse.
CREATE TABLE inventory.allocation (
    resource        uuid NOT NULL,
    id              uuid NOT NULL,
    from_at         timestamptz NOT NULL,
    to_at           timestamptz NOT NULL,
    created_at      timestamptz NOT NULL,
    version         bigint NOT NULL,      -- of the resource, when this allocation last changed
    expires_at      timestamptz,
    owner           uuid,
    type            text NOT NULL,
    description     text,
    dump            text,
    PRIMARY KEY (resource, id),
    CONSTRAINT allocation_overlap EXCLUDE USING gist (resource WITH =, tstzrange(from_at, to_at) WITH &&)
);

-- The requests that any resource of a type could meet, by key. What is 31 days old is cleared away.
CREATE TABLE inventory.pool_request (
    type            text COLLATE "C" NOT NULL,
    request_key     text COLLATE "C" NOT NULL,
    seq             bigint NOT NULL,
    at              timestamptz NOT NULL,
    PRIMARY KEY (type, request_key, seq)
);
CREATE INDEX pool_request_at ON inventory.pool_request (at);
