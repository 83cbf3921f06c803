-- The chain's side exits: renewed, changed, abolished and stopped permits; what a network's form asks for.
ALTER TABLE application ADD COLUMN affair TEXT;
ALTER TABLE application ADD COLUMN erasure TEXT;
ALTER TABLE application ADD COLUMN end_reason TEXT;
ALTER TABLE application ADD COLUMN ended_on TEXT;
ALTER TABLE application_device ADD COLUMN permit BIGINT REFERENCES permit (id) DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX application_device_permit ON application_device (permit);
ALTER TABLE permit ADD COLUMN end_reason TEXT;
ALTER TABLE permit ADD COLUMN noticed_on TEXT;
ALTER TABLE permit ADD COLUMN noticed_by BIGINT REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX permit_noticed_by ON permit (noticed_by);
ALTER TABLE medium ADD COLUMN erased TEXT;
ALTER TABLE medium ADD COLUMN disposed_on TEXT;
ALTER TABLE medium ADD COLUMN disposed_by BIGINT REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX medium_disposed_by ON medium (disposed_by);
CREATE TABLE "form_field" (
  "id" BIGINT NOT NULL PRIMARY KEY,
  "rev" BIGINT NOT NULL REFERENCES change (seq) DEFERRABLE INITIALLY DEFERRED,
  "gone" BIGINT,
  "field" TEXT NOT NULL,
  "network" TEXT NOT NULL,
  "asked" TEXT NOT NULL,
  "only" TEXT
);
