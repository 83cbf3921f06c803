CASE WHEN t.state = 'lent' THEN t.due END AS due_on
