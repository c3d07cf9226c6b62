-- The events of each user: of its own allocations, and those that it asked for.
CREATE INDEX event_owner ON inventory.event (owner, seq) WHERE owner IS NOT NULL;
CREATE INDEX event_actor ON inventory.event (actor, seq) WHERE actor IS NOT NULL;
