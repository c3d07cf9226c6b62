namespace Inventory.Storage.Sqlite.Migrations;

/// <summary>The small states of grains (users, orders, …), and whose an allocation is.</summary>
internal static class Migration2
{
    public static readonly string Sql =
        $$"""
        -- A record for each state of a grain. Cleared records stay, so that their versions go on.
        CREATE TABLE state (
            grain           TEXT NOT NULL,    -- the class of the grain
            name            TEXT NOT NULL,    -- of the state
            key             TEXT NOT NULL,    -- of the grain
            version         INTEGER NOT NULL, -- 1, 2, 3, … without gaps
            changed_us      INTEGER NOT NULL, -- microseconds since 1970-01-01T00:00:00Z
            json            TEXT,             -- NULL is cleared
            PRIMARY KEY (grain, name, key)
        );

        ALTER TABLE event ADD COLUMN owner TEXT;      -- of the allocation: the user's UUID, lower case; NULL is nobody's
        ALTER TABLE allocation ADD COLUMN owner TEXT; -- the same

        CREATE VIEW states AS
        SELECT grain, name, key, version, {{Iso.Of("changed_us")}} AS changed, json
        FROM state WHERE json IS NOT NULL;

        DROP VIEW events;
        CREATE VIEW events AS
        SELECT seq, resource, version, kind,
               {{Iso.Of("at_us")}} AS at,
               actor, allocation, owner,
               {{Iso.Of("from_us")}} AS "from",
               {{Iso.Of("to_us")}} AS "to",
               {{Iso.Of("expires_us")}} AS expires,
               allocation_type, description, dump, type, name, attributes, ordinal, request_key
        FROM event;

        DROP VIEW allocations;
        CREATE VIEW allocations AS
        SELECT a.id, a.resource, r.type AS resource_type, r.name AS resource_name,
               {{Iso.Of("a.from_us")}} AS "from",
               {{Iso.Of("a.to_us")}} AS "to",
               {{Iso.Of("a.expires_us")}} AS expires,
               a.owner, a.type, a.description, a.dump,
               {{Iso.Of("a.created_us")}} AS created,
               a.version
        FROM allocation a JOIN resource r ON r.id = a.resource WHERE r.deleted_us IS NULL;
        """;
}
