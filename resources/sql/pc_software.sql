(SELECT s.version FROM software s WHERE s.id = t.software) AS version,
(SELECT s.publisher FROM software s WHERE s.id = t.software) AS publisher
