-- Who took it off by hand, and who saw that it is off.
ALTER TABLE registration ADD COLUMN "deleted_by" BIGINT REFERENCES "staff" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE registration ADD COLUMN "deletion_verified_by" BIGINT REFERENCES "staff" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE registration ADD COLUMN "deletion_verified_on" TEXT;
CREATE INDEX "registration_deleted_by" ON "registration" ("deleted_by");
CREATE INDEX "registration_deletion_verified_by" ON "registration" ("deletion_verified_by");
