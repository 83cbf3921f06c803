"""Prints a Registry.pol as Samba reads it: key, value name, type and data, separated by tabs."""
import sys

from samba.dcerpc import preg
from samba.ndr import ndr_unpack

with open(sys.argv[1], 'rb') as file:
    policy = ndr_unpack(preg.file, file.read())
for entry in policy.entries:
    print(entry.keyname, entry.valuename, entry.type, entry.data, sep='\t')
