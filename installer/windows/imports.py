"""What Windows programs need of each other."""
import re
import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent


class Missing(Exception):
    """Something that a program needs is nowhere."""


def imports(file):
    """The names of the DLLs that a program or DLL starts with, in lower case: LIBPQ.dll lies there as libpq.dll."""
    out = subprocess.run(['x86_64-w64-mingw32-objdump', '-p', file], capture_output=True, text=True, check=True, env={'LC_ALL': 'C', 'PATH': '/usr/bin'})
    return {name.lower() for name in re.findall(r'DLL Name: (\S+)', out.stdout)}


def of_windows():
    """The DLLs that every Windows 10 and 11 has."""
    lines = (HERE / 'dlls-of-windows.txt').read_text().splitlines()
    return {line for line in lines if line and not line.startswith('#')}


def closure(programs, folders):
    """The DLLs that these programs need and the ones those need, out of the folders; Missing names what is neither there nor of Windows."""
    there = {file.name.lower(): file for folder in folders for file in folder.glob('*.dll')}
    known, found, open_files, lacking = of_windows(), {}, list(programs), []
    while open_files:
        file = open_files.pop()
        for name in sorted(imports(file) - found.keys()):
            if name in there:
                found[name] = there[name]
                open_files.append(there[name])
            elif name not in known and not name.startswith('api-ms-win-'):
                lacking.append(f'{file.name} needs {name}')
    if lacking:
        raise Missing('; '.join(sorted(set(lacking))))
    return sorted(found.values())
