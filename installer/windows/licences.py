"""Which packages lie in a staged tree, in which versions and under which licences: THIRD-PARTY.txt and licences/."""
import json
import re
import shutil
import subprocess
from pathlib import Path

import imports

BUILD = imports.HERE.parent / 'sysroot/build'
OWN = {'madoguchi.exe', 'deskctl.exe', 'usbctl.exe'}
COMMON = Path('/usr/share/common-licenses')
HEAD = """Madoguchi is under the MIT licence (LICENSE.txt). With it come these libraries, each a file of its own in bin\\ that may be
replaced by another build of it. They were built from Debian's source packages, which are at https://snapshot.debian.org/ under the
name and version given here, by the recipes in installer/sysroot/ of Madoguchi's sources.

"""
READY = """What is marked “made elsewhere” was not built by them but came ready; its Debian revision is not known here.

"""


def write(tree, cache):
    packages = owners(cache / 'sysroot', {file.name.lower() for file in (tree / 'bin').iterdir()} - OWN)
    out = subprocess.run([BUILD, '--cache', cache, '--list'], capture_output=True, text=True, check=True).stdout
    rows = [row for row in (line.split('\t') for line in out.splitlines()) if row[0] in packages]
    head = HEAD + (READY if any(row[4] == 'made elsewhere' for row in rows) else '')
    (tree / 'THIRD-PARTY.txt').write_text(head + table(rows), encoding='utf-8', newline='\r\n')
    for name, _, _, licence, _ in rows:
        copy_texts(tree, cache / 'sysroot/share/licenses' / name, licence)


def owners(sysroot, files):
    """The packages that the files of bin/ come from; every file has one."""
    of = {}
    for record in (sysroot / 'share/madoguchi/packages').glob('*.json'):
        for name in json.loads(record.read_text())['files']:
            of[Path(name).name.lower()] = record.stem
    nobodys = sorted(files - of.keys())
    if nobodys:
        raise imports.Missing(f'no package of the sysroot says that it made {" ".join(nobodys)}')
    return {of[file] for file in files}


def table(rows):
    rows = [('source package', 'version', 'licence', "Debian's patches")] + [(source, version, licence, patches) for _, source, version, licence, patches in rows]
    widths = [max(len(row[i]) for row in rows) for i in range(3)]
    return ''.join('  '.join([*(text.ljust(width) for text, width in zip(row, widths)), row[3]]) + '\n' for row in rows)


def copy_texts(tree, texts, licence):
    """The package's own texts, and the long licences that it names."""
    folder = tree / 'licences'
    if not texts.is_dir():
        raise imports.Missing(f'{texts.name} has no licence: there is no {texts}')
    shutil.copytree(texts, folder / texts.name, dirs_exist_ok=True)
    for word in re.findall(r'[\w.-]+', licence):
        name = re.sub(r'-(only|or-later)$', '', word)
        for common in (COMMON / name, COMMON / name.removesuffix('.0')):
            if common.is_file():
                folder.mkdir(exist_ok=True)
                shutil.copyfile(common, folder / f'{common.name}.txt')
                break
