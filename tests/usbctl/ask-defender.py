"""Says what Defender's rules allow, as Microsoft documents them: the first rule that means a device and has an entry for the access decides.

usage: ask-defender.py GROUPS RULES DEVICES, a line of PRIMARY VID_PID SERIAL INSTANCE each, separated by tabs; prints the access mask that is left to each.
"""
import sys
import xml.etree.ElementTree as tree


def means(descriptor, device):
    text, value = descriptor.text, device.get(descriptor.tag, '')
    if descriptor.tag == 'VID_PID':
        vid, pid = text.split('_')
        return (vid in ('', value.split('_')[0])) and (pid in ('', value.split('_')[1]))
    if text.endswith('*'):
        return value.upper().startswith(text[:-1].upper())
    return value.upper() == text.upper()


def main():
    groups = {}
    for group in tree.parse(sys.argv[1]).getroot():
        every = all if group.find('MatchType').text == 'MatchAll' else any
        groups[group.get('Id')] = (every, list(group.find('DescriptorIdList')))
    rules = [([i.text for i in rule.find('IncludedIdList')], [i.text for i in rule.find('ExcludedIdList')],
              [(e.find('Type').text, int(e.find('AccessMask').text)) for e in rule.findall('Entry')])
             for rule in tree.parse(sys.argv[2]).getroot()]
    for line in open(sys.argv[3], encoding='utf-8'):
        primary, product, serial, instance = line.rstrip('\n').split('\t')
        device = {'PrimaryId': primary, 'VID_PID': product, 'SerialNumberId': serial, 'InstancePathId': instance, 'BusId': 'USB'}
        within = {key for key, (every, descriptors) in groups.items() if every(means(d, device) for d in descriptors)}
        left, allowed = 63, 0
        for included, excluded, entries in rules:
            if not within.issuperset(included) or within.intersection(excluded):
                continue
            for kind, mask in entries:
                allowed |= left & mask if kind == 'Allow' else 0
                left &= ~mask if kind in ('Allow', 'Deny') else 63
        print(allowed | left)


main()
