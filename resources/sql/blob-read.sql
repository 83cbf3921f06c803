SELECT content FROM blob WHERE sha256 = $1
