-- Made again after every migration; what is in braces comes from AllocationColumns. commit_batch with other parameters than before stands beside the one
-- before, which the nodes of the version before go on to call.

-- The first number that an event may still get: all that were committed are below it or will be, and none will come between those below.
CREATE OR REPLACE FUNCTION inventory.horizon() RETURNS bigint LANGUAGE sql STABLE AS
$$ SELECT (pg_snapshot_xmin(pg_current_snapshot())::text::bigint + xid_offset) << 20 FROM inventory.store $$;

-- Judges a batch of commits, one after the other, and makes those durable that pass: one round trip and one transaction. Refuses all of a silo that the others
-- have declared dead: see Membership/Scripts/004-fence.sql.
-- It locks nothing but the types whose names it gives, in order, and inserts events in the order of the resources: two that run at once cannot wait for each
-- other. What it judges on may be overtaken: then the fence, a unique key, fails the whole, nothing has happened, and the caller asks again.
CREATE OR REPLACE FUNCTION inventory.commit_batch(
    ids uuid[],               -- the resources, each once
    chain_count integer,
    is_of_resources boolean,  -- there are changes of resources themselves
    has_type_keys boolean,    -- there are keys of requests that any resource could meet
    -- From here on an element for each commit, in the order in which they are judged; an array may be empty where all its elements are NULL.
    slots integer[],          -- which of the resources
    chains integer[],
    joints integer[],         -- the place of the last commit of those that are of several resources and are all made, or none
    steps smallint[],         -- the kind: 1 resource-created, 2 resource-updated, 3 resource-deleted, 4 allocated, 5 allocation-updated, 6 confirmed,
                              -- 7 released, 8 expired, 9 approved, 10 checked-in, 11 checked-out, 12 no-show, 13 declined,
                              -- 14 to 20 waiting.added, offered, granted, accepted, declined, lapsed, removed,
                              -- 21 moved-away, 22 moved-here, 23 bound
    versions bigint[], ats timestamptz[], actors text[],
    types text[], names text[], attribute_texts text[], policies text[], part_texts text[], ordinals bigint[],
    request_keys text[], fingerprints bigint[],
    contents bytea[],         -- the hash of what is given here, 16 bytes, and the digest of the state, 8 bytes or none
    allocations uuid[], owners uuid[], {parameters},
    OUT first_seq bigint,     -- to which the place in the batch is added
    OUT refused integer[]     -- their places, from 1
)
LANGUAGE plpgsql AS $$
DECLARE
    heads bigint[]; -- of each resource the last version; -2 when it is deleted
    links bytea[];  -- and the first half of that event's own hash; 8 zeros when it has none
    hashes bytea[] := array_fill(NULL::bytea, ARRAY[cardinality(slots)]);
    broken boolean[] := array_fill(false, ARRAY[chain_count]);
    slot integer;
    is_fit boolean;
    restored bigint[] := nullif(current_setting('inventory.restored_seqs', true), '')::bigint[]; -- the numbers that the events have already, if they do
    judged integer := 0; -- of those that are made together, the last that was looked at
BEGIN
    refused := '{}';
    IF current_setting('inventory.member', true) <> '' THEN
        PERFORM public.require_cluster_member();
    END IF;
    IF is_of_resources THEN
        PERFORM pg_advisory_xact_lock(1231974009, wanted.type) FROM (
            SELECT DISTINCT hashtext(coalesce(c.type, r.type)) AS type
            FROM unnest(slots, steps, types) AS c (slot, step, type) LEFT JOIN inventory.resource r ON r.id = ids[c.slot]
            WHERE c.step <= 3 AND coalesce(c.type, r.type) IS NOT NULL ORDER BY 1) wanted;
    END IF;
    SELECT array_agg(CASE WHEN e.kind = 'resource-deleted' THEN -2 ELSE coalesce(e.version, 0) END ORDER BY c.n),
        array_agg(coalesce(substr(e.hash, 9, 8), '\x0000000000000000') ORDER BY c.n) INTO heads, links
    FROM unnest(ids) WITH ORDINALITY AS c (id, n)
    LEFT JOIN LATERAL (SELECT version, kind, hash FROM inventory.event WHERE resource = c.id ORDER BY version DESC LIMIT 1) e ON true;

    FOR i IN 1 .. cardinality(slots) LOOP
        slot := slots[i];
        IF joints[i] > judged THEN
            judged := joints[i];
            -- The first change of each resource has to fit, before one of them counts.
            FOR j IN i .. judged LOOP
                IF broken[chains[j]] OR ((j = i OR slots[j] <> slots[j - 1]) AND (heads[slots[j]] + 1 <> versions[j] OR (heads[slots[j]] = 0) <> (steps[j] = 1))) THEN
                    broken[chains[i]] := true;
                END IF;
            END LOOP;
        END IF;
        IF broken[chains[i]] OR heads[slot] + 1 <> versions[i] OR (heads[slot] = 0) <> (steps[i] = 1) THEN
            is_fit := false;
        ELSIF steps[i] > 3 THEN
            is_fit := true;
        ELSE
            is_fit := inventory.change_resource(
                ids[slot], steps[i], versions[i], ats[i], types[i], names[i], attribute_texts[i], policies[i], ordinals[i], request_keys[i] IS NOT NULL,
                units_list[i], part_texts[i]);
        END IF;
        IF is_fit THEN
            heads[slot] := CASE WHEN steps[i] = 3 THEN -2 ELSE versions[i] END;
            hashes[i] := links[slot] || substr(sha256(links[slot] || contents[i]), 1, 16) || substr(contents[i], 17);
            links[slot] := substr(hashes[i], 9, 8);
        ELSE
            FOR j IN i .. coalesce(joints[i], i) LOOP
                broken[chains[j]] := true;
            END LOOP;
            refused := refused || i;
        END IF;
    END LOOP;
    IF cardinality(refused) = cardinality(slots) THEN
        RETURN;
    END IF;

    SELECT (pg_current_xact_id()::text::bigint + xid_offset) << 20 INTO first_seq FROM inventory.store;
    INSERT INTO inventory.event (seq, version, resource, at, kind, ordinal, fingerprint, actor, type, name, attributes, policy, parts, request_key, allocation, owner, hash,
        {event_columns})
    SELECT coalesce(restored[c.n], first_seq + c.n), c.version, ids[c.slot], c.at,
        CASE c.step WHEN 1 THEN 'resource-created' WHEN 2 THEN 'resource-updated' WHEN 3 THEN 'resource-deleted' WHEN 4 THEN 'allocated'
            WHEN 5 THEN 'allocation-updated' WHEN 6 THEN 'confirmed' WHEN 7 THEN 'released' WHEN 8 THEN 'expired' WHEN 9 THEN 'approved'
            WHEN 10 THEN 'checked-in' WHEN 11 THEN 'checked-out' WHEN 12 THEN 'no-show' WHEN 13 THEN 'declined'
            WHEN 21 THEN 'moved-away' WHEN 22 THEN 'moved-here' WHEN 23 THEN 'bound'
            ELSE 'waiting.' || (ARRAY['added', 'offered', 'granted', 'accepted', 'declined', 'lapsed', 'removed'])[c.step - 13] END,
        c.ordinal, c.fingerprint, c.actor, c.type, c.name, c.attributes, c.policy, c.parts, c.request_key, c.allocation, c.owner, c.hash, {event_values}
    FROM unnest(slots, steps, versions, ats, actors, types, names, attribute_texts, policies, part_texts, ordinals, request_keys, fingerprints, allocations, owners, hashes,
            {lists}) WITH ORDINALITY
        AS c (slot, step, version, at, actor, type, name, attributes, policy, parts, ordinal, request_key, fingerprint, allocation, owner, hash,
            {event_columns}, n)
    WHERE c.n <> ALL (refused)
    ORDER BY ids[c.slot], c.version;

    -- What an allocation is in the end: first all go that change, then they come, so that no two are in each other's way for a moment.
    DELETE FROM inventory.allocation a
    USING unnest(slots, allocations) WITH ORDINALITY AS c (slot, allocation, n)
    WHERE a.resource = ids[c.slot] AND a.id = c.allocation AND c.n <> ALL (refused);
    INSERT INTO inventory.allocation (resource, id, version, owner, {allocation_columns})
    SELECT ids[last.slot], last.allocation, last.version, last.owner, {allocation_values}
    FROM (
        SELECT DISTINCT ON (ids[c.slot], c.allocation) c.*
        FROM unnest(slots, steps, versions, ats, allocations, owners, {lists}) WITH ORDINALITY
            AS c (slot, step, version, at, allocation, owner, {event_columns}, n)
        WHERE c.allocation IS NOT NULL AND c.n <> ALL (refused)
        ORDER BY ids[c.slot], c.allocation, c.n DESC) last
    WHERE last.step NOT IN (7, 8, 13, 20, 21);

    IF has_type_keys THEN
        INSERT INTO inventory.pool_request (type, request_key, seq, at)
        SELECT r.type, c.request_key, coalesce(restored[c.n], first_seq + c.n), c.at
        FROM unnest(slots, steps, ats, request_keys) WITH ORDINALITY AS c (slot, step, at, request_key, n) JOIN inventory.resource r ON r.id = ids[c.slot]
        WHERE c.step = 4 AND starts_with(c.request_key, E'any\n') AND c.n <> ALL (refused);
        -- More goes than comes, while there is something old.
        DELETE FROM inventory.pool_request t USING (
            SELECT type, request_key, seq FROM inventory.pool_request WHERE at < ats[1] - interval '31 days' ORDER BY at
            LIMIT 2 * cardinality(slots) FOR UPDATE SKIP LOCKED) old
        WHERE t.type = old.type AND t.request_key = old.request_key AND t.seq = old.seq;
    END IF;
END
$$;

-- Changes the row of a resource; false when its id, ordinal or name is taken.
CREATE OR REPLACE FUNCTION inventory.change_resource(
    resource_id uuid, step smallint, made_version bigint, made_at timestamptz, new_type text, new_name text, new_attributes text, new_policy text, new_ordinal bigint,
    keyed boolean, new_units integer, new_parts text)
RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    IF step = 1 THEN
        INSERT INTO inventory.resource (id, ordinal, created_at, changed_version, is_keyed, type, name, attributes, policy, units, parts)
        VALUES (resource_id, new_ordinal, made_at, 1, keyed, new_type, new_name, new_attributes, new_policy, new_units, new_parts) ON CONFLICT DO NOTHING;
    ELSIF step = 2 THEN
        UPDATE inventory.resource r SET name = new_name, attributes = new_attributes, policy = new_policy, units = new_units, changed_version = made_version
        WHERE r.id = resource_id AND NOT EXISTS (
            SELECT FROM inventory.resource o WHERE o.type = r.type AND o.name = new_name AND o.deleted_at IS NULL AND o.id <> r.id);
    ELSE
        UPDATE inventory.resource SET deleted_at = made_at WHERE id = resource_id;
    END IF;
    RETURN FOUND;
END
$$;

-- Takes away some of the allocations of a resource that is deleted; false when there was nothing to do.
CREATE OR REPLACE FUNCTION inventory.clear_deleted(most integer) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    gone uuid;
    cleared integer;
BEGIN
    SELECT id INTO gone FROM inventory.resource WHERE deleted_at IS NOT NULL AND NOT is_cleared ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    DELETE FROM inventory.allocation a USING (SELECT id FROM inventory.allocation WHERE resource = gone LIMIT most) part WHERE a.resource = gone AND a.id = part.id;
    GET DIAGNOSTICS cleared = ROW_COUNT;
    IF cleared < most THEN
        UPDATE inventory.resource SET is_cleared = true WHERE id = gone;
    END IF;
    RETURN true;
END
$$;
