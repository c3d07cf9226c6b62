-- Where a late-bound allocation stood last: only their events are in it.
CREATE INDEX event_late ON inventory.event (allocation, seq) WHERE binding IS NOT NULL;
