-- The queries of the reminders.
INSERT INTO orleansquery (querykey, querytext) VALUES

('ReadReminderRowKey', $query$
    SELECT grain_id AS GrainId, name AS ReminderName, starts AS StartTime, period_ms AS Period, version AS Version
    FROM grain_reminder
    WHERE service_id = @ServiceId AND grain_id = @GrainId AND name = @ReminderName
$query$),

('ReadReminderRowsKey', $query$
    SELECT grain_id AS GrainId, name AS ReminderName, starts AS StartTime, period_ms AS Period, version AS Version
    FROM grain_reminder
    WHERE service_id = @ServiceId AND grain_id = @GrainId
$query$),

-- The hashes lie on a ring, and a share of it ends with its own end. This one does not pass the highest number,
('ReadRangeRows1Key', $query$
    SELECT grain_id AS GrainId, name AS ReminderName, starts AS StartTime, period_ms AS Period, version AS Version
    FROM grain_reminder
    WHERE service_id = @ServiceId AND grain_hash > @BeginHash AND grain_hash <= @EndHash
$query$),

-- and this one does.
('ReadRangeRows2Key', $query$
    SELECT grain_id AS GrainId, name AS ReminderName, starts AS StartTime, period_ms AS Period, version AS Version
    FROM grain_reminder
    WHERE service_id = @ServiceId AND (grain_hash > @BeginHash OR grain_hash <= @EndHash)
$query$),

('UpsertReminderRowKey', $query$
    INSERT INTO grain_reminder AS r (service_id, grain_id, name, grain_hash, starts, period_ms)
    VALUES (@ServiceId, @GrainId, @ReminderName, @GrainHash, @StartTime, @Period)
    ON CONFLICT (service_id, grain_id, name) DO UPDATE
    SET grain_hash = excluded.grain_hash, starts = excluded.starts, period_ms = excluded.period_ms, version = r.version + 1
    RETURNING version AS Version
$query$),

('DeleteReminderRowKey', $query$
    WITH gone AS (
        DELETE FROM grain_reminder
        WHERE service_id = @ServiceId AND grain_id = @GrainId AND name = @ReminderName AND version = @Version
        RETURNING 1)
    SELECT EXISTS (SELECT FROM gone)
$query$),

('DeleteReminderRowsKey', $query$
    DELETE FROM grain_reminder WHERE service_id = @ServiceId
$query$);
