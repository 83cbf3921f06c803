DROP TRIGGER act_no_update;
CREATE TRIGGER act_no_update BEFORE UPDATE ON act
WHEN NOT (NEW.note IS NULL AND NEW.salt IS NULL AND NEW.seq IS OLD.seq AND NEW.at IS OLD.at AND NEW.day IS OLD.day
  AND NEW.operator IS OLD.operator AND NEW.verb IS OLD.verb AND NEW.subject_table IS OLD.subject_table
  AND NEW.subject IS OLD.subject AND NEW.minutes IS OLD.minutes AND NEW.instruction IS OLD.instruction
  AND NEW.undoes IS OLD.undoes AND NEW.run IS OLD.run AND NEW.source IS OLD.source AND NEW.changes IS OLD.changes
  AND NEW.digest IS OLD.digest AND NEW.hash IS OLD.hash)
BEGIN SELECT raise(ABORT, 'acts are never changed'); END;
DROP TRIGGER change_no_update;
CREATE TRIGGER change_no_update BEFORE UPDATE ON change
WHEN NOT (NEW.fields IS NULL AND NEW.salt IS NULL AND NEW.seq IS OLD.seq AND NEW.act IS OLD.act
  AND NEW.record_table IS OLD.record_table AND NEW.record IS OLD.record AND NEW.state_from IS OLD.state_from
  AND NEW.state_to IS OLD.state_to AND NEW.pile_from IS OLD.pile_from AND NEW.pile_to IS OLD.pile_to
  AND NEW.digest IS OLD.digest)
BEGIN SELECT raise(ABORT, 'changes are never changed'); END;
