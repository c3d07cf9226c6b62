-- The events of each user: of its own allocations, and those that it asked for. It follows the log in batches, which come in the order of the users.
CREATE TABLE user_event (
    user_id         TEXT NOT NULL,    -- UUID, lower case
    seq             INTEGER NOT NULL,
    PRIMARY KEY (user_id, seq)
) WITHOUT ROWID;
INSERT INTO user_event
SELECT owner, seq FROM event WHERE owner IS NOT NULL UNION SELECT substr(actor, 6), seq FROM event WHERE actor GLOB 'user:*';

-- The last event such that it and all before it are in user_event, if they are a user's.
CREATE TABLE user_projection (seq INTEGER NOT NULL);
INSERT INTO user_projection SELECT ifnull(max(seq), 0) FROM event;
