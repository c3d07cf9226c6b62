-- The resource's own rules: JSON; NULL for none.
ALTER TABLE inventory.event ADD COLUMN policy text;
ALTER TABLE inventory.resource ADD COLUMN policy text;
