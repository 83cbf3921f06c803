(SELECT a.state FROM application a WHERE a.id = t.application) AS application_state
