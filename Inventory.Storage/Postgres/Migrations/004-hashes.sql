-- Of the row, and of the resource's event before it: see EventHash. NULL in rows that an older version wrote.
ALTER TABLE inventory.event ADD COLUMN hash bytea;
