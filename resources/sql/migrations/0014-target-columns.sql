-- Column maps of targets, exports that are confirmed, compared and answered.
ALTER TABLE target ADD COLUMN layout TEXT;
ALTER TABLE target ADD COLUMN answer_layout TEXT;
ALTER TABLE export ADD COLUMN state TEXT;
ALTER TABLE export ADD COLUMN base BIGINT REFERENCES export (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE export ADD COLUMN added BIGINT;
ALTER TABLE export ADD COLUMN changed BIGINT;
ALTER TABLE export ADD COLUMN removed BIGINT;
ALTER TABLE export ADD COLUMN confirmed_by BIGINT REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE export ADD COLUMN confirmed_on TEXT;
ALTER TABLE export ADD COLUMN refused BIGINT;
ALTER TABLE export ADD COLUMN unknown TEXT;
ALTER TABLE export ADD COLUMN reason TEXT;
ALTER TABLE export_file ADD COLUMN part TEXT;
ALTER TABLE registration ADD COLUMN deleted_by_export BIGINT REFERENCES export (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE registration ADD COLUMN target_key TEXT;
CREATE INDEX export_base ON export (base);
CREATE INDEX export_confirmed_by ON export (confirmed_by);
CREATE INDEX registration_deleted_by_export ON registration (deleted_by_export);
