-- What the nodes of a cluster share besides the bookings: who is a member.
-- Columns are named for people; the queries below give them the names that Orleans' ADO.NET providers read.

-- One row for each cluster. Every change of its members raises the version, and names the version that it was decided on.
CREATE TABLE cluster (
    cluster_id  text PRIMARY KEY,
    version     integer NOT NULL DEFAULT 0,
    changed     timestamptz NOT NULL DEFAULT now()
);

-- A member is a process: one that is started again on the same address has a new generation.
CREATE TABLE cluster_member (
    cluster_id     text NOT NULL REFERENCES cluster ON DELETE CASCADE,
    address        text NOT NULL,
    port           integer NOT NULL,
    generation     integer NOT NULL,
    name           text NOT NULL,
    host           text NOT NULL,
    status         integer NOT NULL,
    gateway_port   integer NOT NULL,
    suspected_by   text,
    started        timestamptz NOT NULL,
    last_alive     timestamptz NOT NULL,
    PRIMARY KEY (cluster_id, address, port, generation)
);

-- The providers ask this table, under this name, for the queries that they send.
CREATE TABLE orleansquery (
    querykey   text PRIMARY KEY,
    querytext  text NOT NULL
);
