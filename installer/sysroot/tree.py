"""The sysroot: what lies in it and where each file came from. sysroot/share/madoguchi/packages/NAME.json is a package's stamp and record at once."""
import hashlib
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import recipe

HOST = 'x86_64-w64-mingw32'
# Every package is configured for this folder and found in another: nothing of the machine that built it gets into a DLL.
PREFIX = '/madoguchi'
UNWANTED = ['share/doc', 'share/man', 'share/info', 'share/gtk-doc', 'share/bash-completion', 'share/applications', 'share/metainfo',
            'share/thumbnailers', 'share/gdb', 'lib/**/*.la']
LANGUAGES = ['ja']


class Lacking(Exception):
    """A package does not bring what its recipe says."""


class Sysroot:
    def __init__(self, cache):
        self.cache = cache
        self.path = cache / 'sysroot'
        self.records = self.path / 'share/madoguchi/packages'

    def record(self, r):
        file = self.records / f'{r.name}.json'
        return json.loads(file.read_text()) if file.exists() else None

    def provides(self, r, root=None):
        return ((root or self.path) / (r.provides if '/' in r.provides else f'lib/pkgconfig/{r.provides}.pc')).exists()

    def holds(self, r):
        """There, and made as the recipe says now. What came ready is taken as it is."""
        record = self.record(r)
        return bool(record) and self.provides(r) and (record['made'] == 'ready' or record['key'] == self.key(r))

    def missing(self, recipes):
        """What is to be made, with what was made here out of it."""
        names = set()
        for r in recipes:
            record = self.record(r)
            if not self.holds(r) or (record['made'] == 'here' and names & set(r.needs)):
                names.add(r.name)
        return [r for r in recipes if r.name in names]

    def key(self, r):
        """Changes with the recipe, and with the recipe and version of what it needs."""
        parts = [str(recipe.GENERATION), r.digest]
        for need in sorted(r.needs):
            file = self.records / f'{need}.json'
            record = json.loads(file.read_text()) if file.exists() else {}
            parts += [record.get('key', ''), record.get('version', '')]
        return hashlib.sha256(' '.join(parts).encode()).hexdigest()

    def forget(self, r):
        """Takes a package out, files and all."""
        for name in (self.record(r) or {}).get('files', []):
            (self.path / name).unlink(missing_ok=True)
        (self.records / f'{r.name}.json').unlink(missing_ok=True)

    def keep(self, r, record):
        self.records.mkdir(parents=True, exist_ok=True)
        file = self.records / f'{r.name}.json'
        file.with_suffix('.new').write_text(json.dumps({'made': 'here', 'key': self.key(r), **record}, indent=1, ensure_ascii=False))
        os.replace(file.with_suffix('.new'), file)

    def has_adopted(self, r):
        """As the recipe says now, with its licence, which may come later than the sysroot; what was made here needs no adoption."""
        record = self.record(r)
        return bool(record) and (record['made'] == 'here' or (record['key'] == r.digest and (self.path / 'share/licenses' / r.name).is_dir()))

    def disown(self, r):
        """Leaves what came ready to be made here."""
        if (self.record(r) or {}).get('made') == 'ready':
            (self.records / f'{r.name}.json').unlink()

    def adopt(self, r, licence):
        """Records what a ready sysroot brought, as far as can be told, with a text about its licence."""
        patterns = [f'{dll}.dll' for dll in r.dlls] + r.keep
        files = sorted(str(p.relative_to(self.path)) for pattern in patterns for p in self.path.glob(f'bin/{pattern}'))
        if licence:
            files.append(f'share/licenses/{r.name}/debian-copyright')
            (self.path / files[-1]).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(licence, self.path / files[-1])
        self.keep(r, {'made': 'ready', 'key': r.digest, 'source': r.source, 'version': self.told(r) or 'unknown', 'suite': '',
                      'patches': 'made elsewhere', 'files': files})

    def told(self, r):
        """The version of what came ready."""
        if r.tells:
            return subprocess.run(['bash', '-c', r.tells], cwd=self.path, capture_output=True, text=True).stdout.strip()
        pc = self.path / f'lib/pkgconfig/{r.provides}.pc'
        version = re.search(r'^Version:\s*(.*)$', pc.read_text(), re.M) if pc.exists() else None
        return version and version[1]

    def install(self, stage, r):
        """Moves what a package installed into its stage to the sysroot; returns the files' names."""
        root = Path(f'{stage}{PREFIX}')
        trim(root, r.keep, self.path)
        lacking = [dll for dll in r.dlls if not list(root.glob(f'bin/{dll}.dll'))]
        if lacking:
            raise Lacking(f'it installed no {" ".join(lacking)}')
        if not self.provides(r, root):
            raise Lacking(f'it installed no {r.provides}')
        for dll in root.glob('bin/*.dll'):
            subprocess.run([f'{HOST}-strip', '--strip-unneeded', dll], check=True)
        self.forget(r)
        names = sorted(str(p.relative_to(root)) for p in root.rglob('*') if p.is_symlink() or not p.is_dir())
        for name in names:
            (self.path / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.move(root / name, self.path / name)
        return names

    def pack(self, file):
        """Makes the archive FILE, whole or not at all."""
        part = file.with_name(f'{file.name}.part')
        tar = ['tar', '--sort=name', '--owner=0', '--group=0', '--numeric-owner', '--mtime=@0', '-C', self.cache, '-cf', part,
               '-I', 'zstd -19 -T0', 'sysroot']
        status = subprocess.run(tar).returncode
        if status == 0:
            os.replace(part, file)
        else:
            part.unlink(missing_ok=True)
        return status


def trim(root, keep, sysroot):
    """Without documentation, programs (but those of the recipe) and other languages; .pc files told nothing but the prefix."""
    unwanted = [p for pattern in UNWANTED for p in root.glob(pattern)]
    unwanted += [p for p in root.glob('bin/*') if p.suffix != '.dll' and not any(p.match(k) for k in keep)]
    unwanted += [p for p in root.glob('share/locale/*') if p.name not in LANGUAGES]
    for path in unwanted:
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink(missing_ok=True)
    for pc in root.glob('*/pkgconfig/*.pc'):
        text = pc.read_text().replace(str(sysroot), PREFIX)
        pc.write_text(re.sub(rf'(?<!^prefix=){PREFIX}\b', '${prefix}', text, flags=re.M))
