"""Prints LGPO text, by the rules of LGPO.pdf, as read-pol.py prints the Registry.pol of the same settings."""
import re
import sys

ESCAPES = {'\\\\': '\\', '\\r': '\r', '\\n': '\n'}
with open(sys.argv[1], encoding='utf-16', newline='') as file:
    text = file.read()
assert text.count('\n') == text.count('\r\n')
entries, lines = [], []
for line in text.split('\r\n'):
    if line and not line.startswith(';'):
        lines.append(line)
    elif lines:
        entries.append(lines)
        lines = []
assert not lines
for user, key, name, action in entries:
    assert user == 'Computer'
    kind, _, data = action.partition(':')
    if action == 'DELETEALLVALUES':
        assert name == '*'
        print(key, '**delvals.', 1, ' ', sep='\t')
    elif kind == 'DWORD':
        print(key, name, 4, int(data, 0), sep='\t')
    else:
        assert kind == 'SZ', action
        print(key, name, 1, re.sub(r'\\.', lambda m: ESCAPES[m.group()], data), sep='\t')
