-- Who may do a step: a role, and another person than the one who did a step before.
ALTER TABLE route ADD COLUMN role TEXT;
ALTER TABLE route ADD COLUMN other_than TEXT;
