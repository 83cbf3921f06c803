ALTER TABLE pc ADD COLUMN network TEXT;
UPDATE section SET name = '(none)' WHERE name IS NULL;
