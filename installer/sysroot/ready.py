"""A ready sysroot instead of an hour: unpacked into the cache, its packages recorded as far as can be told."""
import os
import shutil
import subprocess
import sys
from pathlib import Path


def prepare(sysroot, recipes, here, own):
    """Puts the ready sysroot into an empty cache or in the place of another ready one; `own` removes what came ready."""
    origin = sysroot.cache / 'ready'
    if own:
        if origin.exists():
            shutil.rmtree(sysroot.path, ignore_errors=True)
            origin.unlink()
        return
    source = find(here)
    stamp = source and f'{source} {source.stat().st_mtime_ns}'
    another = origin.exists() and 'MADOGUCHI_WINDOWS' in os.environ and origin.read_text() != stamp
    if source and (another or not sysroot.path.exists()):
        print(f'build: the ready sysroot {source}', file=sys.stderr, flush=True)
        take(source, sysroot)
        origin.write_text(stamp)
    if origin.exists():
        for r in recipes:
            # what only has to be copied is taken from this machine, which knows its version
            if r.installed:
                sysroot.disown(r)
            elif sysroot.provides(r) and not sysroot.has_adopted(r):
                sysroot.adopt(r, licence(r))


def find(here):
    named = os.environ.get('MADOGUCHI_WINDOWS')
    if named:
        path = Path(named).resolve()
        if not path.exists():
            sys.exit(f'build: MADOGUCHI_WINDOWS: there is no {path}')
        return path
    beside = here.parents[2] / 'shared/windows/sysroot.tar.zst'
    return beside if beside.exists() else None


def take(source, sysroot):
    """A folder is a sysroot or holds one; so does an archive."""
    new = sysroot.cache / 'sysroot.new'
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir()
    if source.is_dir():
        shutil.copytree(source, new / 'sysroot', symlinks=True)
    else:
        unpack(source, new)
    inside = next((p.parents[2] for p in new.glob('**/lib/pkgconfig/glib-2.0.pc')), None)
    if not inside:
        sys.exit(f'build: {source} holds no sysroot (no lib/pkgconfig/glib-2.0.pc)')
    shutil.rmtree(sysroot.path, ignore_errors=True)
    inside.rename(sysroot.path)
    shutil.rmtree(new, ignore_errors=True)


def unpack(source, folder):
    done = subprocess.run(['tar', '--zstd', '-xf', source, '-C', folder, '--no-same-owner'], capture_output=True, text=True)
    if done.returncode:
        shutil.rmtree(folder, ignore_errors=True)
        why = (done.stderr.strip().splitlines() or [f'tar ended with {done.returncode}'])[0]
        sys.exit(f'build: {source} cannot be unpacked: {why}; copy it anew, or let the libraries be made here: installer/sysroot/build --own')


def licence(r):
    """What Debian says about its licence, from this machine's package of the same source; None when there is none."""
    names = {source.split('/')[1] for source in r.sources()}
    out = subprocess.run(['dpkg-query', '-W', '-f', '${source:Package} ${Package}\n'], capture_output=True, text=True).stdout
    texts = (Path('/usr/share/doc') / package / 'copyright' for source, package in map(str.split, out.splitlines()) if source in names)
    return next((text for text in texts if text.exists()), None)
