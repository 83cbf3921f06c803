(SELECT '1' FROM pc JOIN permit p ON p.id = t.permit
 WHERE pc.id = t.pc AND (pc.state = 'retired' OR pc.gone IS NOT NULL OR pc.network <> p.network)) AS pc_gone
