-- What Windows says that a device is: a phone may say it there only.
ALTER TABLE application_device ADD COLUMN compatible_ids TEXT;
ALTER TABLE medium ADD COLUMN compatible_ids TEXT;
