-- What keeps a silo that the others have declared dead from doing harm, however late it learns of that.
--
-- 1. It changes nothing any more: all that it writes is refused from then on, and what it had begun is durable before.
-- 2. It answers nothing from memory any more: such an answer needs a lease, which is renewed here and is over before the silo is dead for the others.
--
-- Both go through one advisory lock for each member. Who writes or renews shares it until the end of the transaction; who declares the member dead takes it
-- alone, and then waits until the last lease has ended. Not FOR SHARE on the member's row: those who share a row's lock pass those who wait for it, so that a
-- silo which writes all the time could not be declared dead.

-- Until when a silo may answer from memory. What a crash of the server empties is waited for in full.
CREATE UNLOGGED TABLE cluster_lease (
    cluster_id  text NOT NULL,
    address     text NOT NULL,
    port        integer NOT NULL,
    generation  integer NOT NULL,
    ends        timestamptz NOT NULL,
    PRIMARY KEY (cluster_id, address, port, generation),
    FOREIGN KEY (cluster_id, address, port, generation) REFERENCES cluster_member ON DELETE CASCADE
);

CREATE FUNCTION cluster_member_lock(member text[]) RETURNS bigint LANGUAGE sql IMMUTABLE AS
$$ SELECT hashtextextended(array_to_string(member, '/'), 0) $$;

-- Of the silo whose session this is; where none is named nothing is checked. The name is an array: cluster, address, port, generation.
CREATE FUNCTION require_cluster_member() RETURNS void LANGUAGE plpgsql SET search_path = public AS $$
DECLARE
    me text[] := nullif(current_setting('inventory.member', true), '')::text[];
BEGIN
    IF me IS NULL THEN
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock_shared(cluster_member_lock(me));
    -- 6 is dead. What was committed while this waited is seen.
    IF NOT EXISTS (
        SELECT FROM cluster_member m
        WHERE m.cluster_id = me[1] AND m.address = me[2] AND m.port = me[3]::integer AND m.generation = me[4]::integer AND m.status <> 6)
    THEN
        RAISE EXCEPTION 'This silo is no member of the cluster, or was declared dead by the other silos' USING ERRCODE = 'IV001';
    END IF;
END
$$;

-- The silo counts its two seconds from before it asked, so its lease is over before this one: half a second is for clocks that run at different speeds.
CREATE FUNCTION renew_cluster_lease() RETURNS void LANGUAGE plpgsql SET search_path = public AS $$
DECLARE
    me text[] := current_setting('inventory.member')::text[];
BEGIN
    PERFORM require_cluster_member();
    INSERT INTO cluster_lease VALUES (me[1], me[2], me[3]::integer, me[4]::integer, clock_timestamp() + interval '2.5 s')
    ON CONFLICT (cluster_id, address, port, generation) DO UPDATE SET ends = excluded.ends;
END
$$;

-- Of a silo that ends by itself, and will not answer any more.
CREATE FUNCTION end_cluster_lease() RETURNS void LANGUAGE sql SET search_path = public AS $$
    UPDATE cluster_lease SET ends = clock_timestamp()
    WHERE ARRAY[cluster_id, address, port::text, generation::text] = current_setting('inventory.member')::text[]
$$;

-- False when another change came first.
CREATE FUNCTION change_cluster_member(member text[], decided_on integer, new_status integer, suspects text, alive timestamptz)
RETURNS boolean LANGUAGE plpgsql SET search_path = public AS $$
DECLARE
    lease interval;
BEGIN
    -- Before the first change: a transaction that has changed something and waits would hold back the feed of events.
    IF new_status = 6 AND EXISTS (SELECT FROM cluster WHERE cluster_id = member[1] AND version = decided_on) THEN
        PERFORM pg_advisory_xact_lock(cluster_member_lock(member));
        SELECT ends - clock_timestamp() INTO lease FROM cluster_lease l
        WHERE l.cluster_id = member[1] AND l.address = member[2] AND l.port = member[3]::integer AND l.generation = member[4]::integer;
        -- A member that has never had one may have lost its row in a crash of the server.
        PERFORM pg_sleep_for(least(coalesce(lease, interval '2.5 s'), interval '2.5 s'));
    END IF;
    UPDATE cluster SET version = version + 1, changed = now()
    WHERE cluster_id = member[1] AND version = decided_on AND EXISTS (
        SELECT FROM cluster_member m
        WHERE m.cluster_id = member[1] AND m.address = member[2] AND m.port = member[3]::integer AND m.generation = member[4]::integer);
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    UPDATE cluster_member m SET status = new_status, suspected_by = suspects, last_alive = alive
    WHERE m.cluster_id = member[1] AND m.address = member[2] AND m.port = member[3]::integer AND m.generation = member[4]::integer;
    RETURN true;
END
$$;

UPDATE orleansquery SET querytext = $query$
    SELECT change_cluster_member(
        ARRAY[@DeploymentId, @Address, @Port::text, @Generation::text], @Version, @Status, @SuspectTimes, @IAmAliveTime)
$query$ WHERE querykey = 'UpdateMembershipKey';

UPDATE orleansquery SET querytext = $query$
    WITH allowed AS MATERIALIZED (SELECT require_cluster_member()),
    changed AS (
        UPDATE grain_state SET version = version + 1, changed_at = now(), state = convert_from(@PayloadBinary, 'UTF8')::json
        FROM allowed
        WHERE service_id = @ServiceId AND grain_id = @GrainIdExtensionString AND name = @GrainTypeString AND version = @GrainStateVersion
        RETURNING version),
    made AS (
        INSERT INTO grain_state (service_id, grain_id, name, version, state)
        SELECT @ServiceId, @GrainIdExtensionString, @GrainTypeString, 1, convert_from(@PayloadBinary, 'UTF8')::json
        FROM allowed
        WHERE @GrainStateVersion IS NULL
        ON CONFLICT DO NOTHING
        RETURNING version)
    SELECT version AS NewGrainStateVersion FROM changed UNION ALL SELECT version FROM made
$query$ WHERE querykey = 'WriteToStorageKey';

UPDATE orleansquery SET querytext = $query$
    WITH allowed AS MATERIALIZED (SELECT require_cluster_member())
    UPDATE grain_state SET version = version + 1, changed_at = now(), state = NULL
    FROM allowed
    WHERE service_id = @ServiceId AND grain_id = @GrainIdExtensionString AND name = @GrainTypeString AND version = @GrainStateVersion
    RETURNING version AS NewGrainStateVersion
$query$ WHERE querykey = 'ClearStorageKey';
