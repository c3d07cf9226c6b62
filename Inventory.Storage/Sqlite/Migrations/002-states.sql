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
