-- The queries of the membership. A change is one statement: it takes the cluster's row, if that is still at the version that the change was decided
-- on, and only then changes the member. Who comes second waits for the row, finds another version, and has changed nothing.
INSERT INTO orleansquery (querykey, querytext) VALUES

('InsertMembershipVersionKey', $query$
    WITH made AS (
        INSERT INTO cluster (cluster_id) VALUES (@DeploymentId)
        ON CONFLICT DO NOTHING
        RETURNING 1)
    SELECT EXISTS (SELECT FROM made)
$query$),

('InsertMembershipKey', $query$
    WITH fence AS (
        UPDATE cluster SET version = version + 1, changed = now()
        WHERE cluster_id = @DeploymentId AND version = @Version AND NOT EXISTS (
            SELECT FROM cluster_member m
            WHERE m.cluster_id = @DeploymentId AND m.address = @Address AND m.port = @Port AND m.generation = @Generation)
        RETURNING cluster_id),
    made AS (
        INSERT INTO cluster_member (cluster_id, address, port, generation, name, host, status, gateway_port, started, last_alive)
        SELECT cluster_id, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime
        FROM fence
        RETURNING 1)
    SELECT EXISTS (SELECT FROM made)
$query$),

('UpdateMembershipKey', $query$
    WITH fence AS (
        UPDATE cluster SET version = version + 1, changed = now()
        WHERE cluster_id = @DeploymentId AND version = @Version AND EXISTS (
            SELECT FROM cluster_member m
            WHERE m.cluster_id = @DeploymentId AND m.address = @Address AND m.port = @Port AND m.generation = @Generation)
        RETURNING cluster_id),
    changed AS (
        UPDATE cluster_member m
        SET status = @Status, suspected_by = @SuspectTimes, last_alive = @IAmAliveTime
        FROM fence
        WHERE m.cluster_id = fence.cluster_id AND m.address = @Address AND m.port = @Port AND m.generation = @Generation
        RETURNING 1)
    SELECT EXISTS (SELECT FROM changed)
$query$),

('UpdateIAmAlivetimeKey', $query$
    UPDATE cluster_member SET last_alive = @IAmAliveTime
    WHERE cluster_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
$query$),

-- A cluster without members is told too: one row, with its version alone.
('MembershipReadAllKey', $query$
    SELECT m.address AS Address, m.port AS Port, m.generation AS Generation, m.name AS SiloName, m.host AS HostName, m.status AS Status,
           m.gateway_port AS ProxyPort, m.suspected_by AS SuspectTimes, m.started AS StartTime, m.last_alive AS IAmAliveTime, c.version AS Version
    FROM cluster c LEFT JOIN cluster_member m ON m.cluster_id = c.cluster_id
    WHERE c.cluster_id = @DeploymentId
$query$),

('MembershipReadRowKey', $query$
    SELECT m.address AS Address, m.port AS Port, m.generation AS Generation, m.name AS SiloName, m.host AS HostName, m.status AS Status,
           m.gateway_port AS ProxyPort, m.suspected_by AS SuspectTimes, m.started AS StartTime, m.last_alive AS IAmAliveTime, c.version AS Version
    FROM cluster c LEFT JOIN cluster_member m
        ON m.cluster_id = c.cluster_id AND m.address = @Address AND m.port = @Port AND m.generation = @Generation
    WHERE c.cluster_id = @DeploymentId
$query$),

-- A member without a gateway has the port 0.
('GatewaysQueryKey', $query$
    SELECT address AS Address, gateway_port AS ProxyPort, generation AS Generation
    FROM cluster_member
    WHERE cluster_id = @DeploymentId AND status = @Status AND gateway_port > 0
$query$),

-- Required by name. The provider prefers the next query, which removes one row at a time. 6 is a dead member.
('CleanupDefunctSiloEntriesKey', $query$
    DELETE FROM cluster_member
    WHERE cluster_id = @DeploymentId AND status = 6 AND started < @IAmAliveTime AND last_alive < @IAmAliveTime
$query$),

-- Removes a dead member if its row is still as the provider read it. The version of the cluster stays: nobody decides on dead members.
('CleanupDefunctSiloEntryKey', $query$
    DELETE FROM cluster_member
    WHERE cluster_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation AND status = 6
        AND started = @StartTime AND last_alive = @IAmAliveTime AND coalesce(suspected_by, '') = coalesce(@SuspectTimes, '')
$query$),

('DeleteMembershipTableEntriesKey', $query$
    DELETE FROM cluster WHERE cluster_id = @DeploymentId
$query$);
