"""Follows a GPMC backup from its manifest to its Registry.pol, as an import does, and prints that as read-pol.py does."""
import pathlib
import runpy
import sys
import xml.etree.ElementTree as tree

from samba.dcerpc import security
from samba.ndr import ndr_unpack

BASE = '{http://www.microsoft.com/GroupPolicy/GPOOperations}'
INSTANCE = '{http://www.microsoft.com/GroupPolicy/GPOOperations/Manifest}'
NAMES = ['GPOGuid', 'GPODomain', 'GPODomainGuid', 'GPODomainController', 'BackupTime', 'ID', 'Comment', 'GPODisplayName']


def fields(instance):
    assert [field.tag for field in instance] == [INSTANCE + name for name in NAMES]
    return {name: field.text for name, field in zip(NAMES, instance)}


root = pathlib.Path(sys.argv[1])
instance = fields(tree.parse(root / 'manifest.xml').getroot()[0])
folder = root / instance['ID']
assert fields(tree.parse(folder / 'bkupInfo.xml').getroot()) == instance
backup = tree.parse(folder / 'Backup.xml').getroot()[0]
core = {field.tag[len(BASE):]: field.text for field in backup.find(BASE + 'GroupPolicyCoreSettings')}
assert core['ID'] == instance['GPOGuid'] and core['DisplayName'] == instance['GPODisplayName']
descriptor = ndr_unpack(security.descriptor, bytes.fromhex(core['SecurityDescriptor']))
assert [str(ace.trustee) for ace in descriptor.dacl.aces] == ['S-1-5-11', 'S-1-5-11', 'S-1-5-18']
registry = backup.find(BASE + 'GroupPolicyExtension')
assert registry.get(BASE + 'ID') in core['MachineExtensionGuids']
location = registry[0].get(BASE + 'Location').split('\\')
print(instance['GPODisplayName'], instance['BackupTime'], instance['ID'], sep='\t')
sys.argv[1] = str(folder.joinpath(*location))
runpy.run_path(str(pathlib.Path(__file__).with_name('read-pol.py')))
