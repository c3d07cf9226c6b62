-- Of the row, and of the resource's event before it: see EventHash. NULL in rows that an older version wrote.
ALTER TABLE event ADD COLUMN hash BLOB;
