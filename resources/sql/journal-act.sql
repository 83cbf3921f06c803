SELECT verb, run FROM act WHERE seq = $1
