(SELECT a.number FROM application_device d JOIN application a ON a.id = d.application WHERE d.id = t.line) AS application
