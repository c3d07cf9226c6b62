-- The resource's own rules: JSON; NULL for none.
ALTER TABLE event ADD COLUMN policy TEXT;
ALTER TABLE resource ADD COLUMN policy TEXT;
