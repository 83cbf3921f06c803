-- What is due on a day is asked of every kind with a due date, each time the start page is shown.
CREATE INDEX call_due ON call (state, resume_on);
CREATE INDEX loan_due ON loan (state, due);
CREATE INDEX permit_due ON permit (state, until_day);
CREATE INDEX vendor_job_due ON vendor_job (state, remind_on);
