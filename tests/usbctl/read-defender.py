"""Prints Defender's rules in their order: the name, what the included groups name, how many are excluded, the entries."""
import sys
import xml.etree.ElementTree as tree

groups = {}
for group in tree.parse(sys.argv[1]).getroot():
    texts = [descriptor.tag + '=' + descriptor.text for descriptor in group.find('DescriptorIdList')]
    assert group.get('Id') not in groups
    groups[group.get('Id')] = group.find('MatchType').text + '(' + ' '.join(texts) + ')'
ids = set()
for rule in tree.parse(sys.argv[2]).getroot():
    included = [groups[group.text] for group in rule.find('IncludedIdList')]
    excluded = [groups[group.text] for group in rule.find('ExcludedIdList')]
    entries = rule.findall('Entry')
    ids |= {rule.get('Id')} | {entry.get('Id') for entry in entries}
    words = [','.join(entry.find(name).text for name in ('Type', 'Options', 'AccessMask')) for entry in entries]
    print(rule.find('Name').text, *included, len(excluded), *words, sep='\t')
print(len(ids), 'ids')
