-- The states of grains (users, bookings, orders, …), a row each, and the queries of the provider that reads and writes them.
-- The grain's id stands whole in grain_id: WholeIdStorage sees to that, so the other columns for parts of it are not needed.
CREATE TABLE grain_state (
    service_id  text COLLATE "C" NOT NULL,
    grain_id    text COLLATE "C" NOT NULL, -- type/key
    name        text COLLATE "C" NOT NULL, -- of the state
    version     integer NOT NULL,          -- 1, 2, 3, … without gaps; it goes on when the state is cleared
    changed_at  timestamptz NOT NULL DEFAULT now(),
    state       json,                      -- NULL is cleared
    PRIMARY KEY (service_id, grain_id, name)
);

INSERT INTO orleansquery (querykey, querytext) VALUES

('ReadFromStorageKey', $query$
    SELECT convert_to(state::text, 'UTF8') AS PayloadBinary, version AS Version
    FROM grain_state
    WHERE service_id = @ServiceId AND grain_id = @GrainIdExtensionString AND name = @GrainTypeString
$query$),

-- A write names the version that it was decided on, and the first write none. No row is returned if another write came first.
('WriteToStorageKey', $query$
    WITH changed AS (
        UPDATE grain_state SET version = version + 1, changed_at = now(), state = convert_from(@PayloadBinary, 'UTF8')::json
        WHERE service_id = @ServiceId AND grain_id = @GrainIdExtensionString AND name = @GrainTypeString AND version = @GrainStateVersion
        RETURNING version),
    made AS (
        INSERT INTO grain_state (service_id, grain_id, name, version, state)
        SELECT @ServiceId, @GrainIdExtensionString, @GrainTypeString, 1, convert_from(@PayloadBinary, 'UTF8')::json
        WHERE @GrainStateVersion IS NULL
        ON CONFLICT DO NOTHING
        RETURNING version)
    SELECT version AS NewGrainStateVersion FROM changed UNION ALL SELECT version FROM made
$query$),

('ClearStorageKey', $query$
    UPDATE grain_state SET version = version + 1, changed_at = now(), state = NULL
    WHERE service_id = @ServiceId AND grain_id = @GrainIdExtensionString AND name = @GrainTypeString AND version = @GrainStateVersion
    RETURNING version AS NewGrainStateVersion
$query$);
