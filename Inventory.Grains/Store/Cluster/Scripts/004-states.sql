-- The queries of the states of small grains. A write names the version that it was decided on, or none for the first; where another came before it,
-- no row comes back, and the provider tells the grain so.
INSERT INTO orleansquery (querykey, querytext) VALUES

('ReadFromStorageKey', $query$
    SELECT payload AS PayloadBinary, version AS Version
    FROM grain_state
    WHERE service_id = @ServiceId AND grain_type = @GrainTypeString
        AND key_text = coalesce(@GrainIdExtensionString, '') AND key_n0 = @GrainIdN0 AND key_n1 = @GrainIdN1
$query$),

('WriteToStorageKey', $query$
    WITH changed AS (
        UPDATE grain_state SET payload = @PayloadBinary, version = version + 1, changed = now()
        WHERE service_id = @ServiceId AND grain_type = @GrainTypeString
            AND key_text = coalesce(@GrainIdExtensionString, '') AND key_n0 = @GrainIdN0 AND key_n1 = @GrainIdN1
            AND version = @GrainStateVersion
        RETURNING version),
    made AS (
        INSERT INTO grain_state (service_id, grain_type, key_n0, key_n1, key_text, payload)
        SELECT @ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, coalesce(@GrainIdExtensionString, ''), @PayloadBinary
        WHERE @GrainStateVersion IS NULL
        ON CONFLICT DO NOTHING
        RETURNING version)
    SELECT version AS NewGrainStateVersion FROM changed
    UNION ALL
    SELECT version FROM made
$query$),

-- The row stays, without a payload, so that its versions go on.
('ClearStorageKey', $query$
    UPDATE grain_state SET payload = NULL, version = version + 1, changed = now()
    WHERE service_id = @ServiceId AND grain_type = @GrainTypeString
        AND key_text = coalesce(@GrainIdExtensionString, '') AND key_n0 = @GrainIdN0 AND key_n1 = @GrainIdN1
        AND version = @GrainStateVersion
    RETURNING version
$query$),

('DeleteStorageKey', $query$
    DELETE FROM grain_state
    WHERE service_id = @ServiceId AND grain_type = @GrainTypeString
        AND key_text = coalesce(@GrainIdExtensionString, '') AND key_n0 = @GrainIdN0 AND key_n1 = @GrainIdN1
        AND version = @GrainStateVersion
    RETURNING version + 1
$query$);
