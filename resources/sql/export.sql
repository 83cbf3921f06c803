(SELECT g.kind FROM target g WHERE g.id = t.target) AS target_kind
