-- Who ended a permit, and when: temporary use is revoked by somebody who signs for it.
ALTER TABLE permit ADD COLUMN ended_by BIGINT REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE permit ADD COLUMN ended_at TEXT;
CREATE INDEX permit_ended_by ON permit (ended_by);
