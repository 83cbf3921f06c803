"""How a package is built: configured by its kind, installed into a stage, moved into the sysroot."""
import os
import shutil
import subprocess
from pathlib import Path

import debian
from tree import HOST, PREFIX

PACKAGES = {'meson': [], 'cmake': ['cmake'], 'autotools': ['make', 'autoconf', 'automake', 'libtool'], 'hand': [], 'installed': []}
TOOLS = ['glib-compile-resources', 'glib-compile-schemas', 'glib-mkenums', 'glib-genmarshal', 'gdbus-codegen']
MESON_FLOOR = (1, 4)
CFLAGS = '-O2 -pipe -D_WIN32_WINNT=0x0A00 -DWINVER=0x0A00'

SHELL = {
    'meson': '''$MESON setup "$BUILD" "$SOURCE" --cross-file "$CACHE/cross.ini" --prefix $PREFIX --libdir lib --buildtype release \\
    --default-library shared --wrap-mode nodownload $OPTIONS
ninja -C "$BUILD" -j$JOBS
DESTDIR="$STAGE" $MESON install -C "$BUILD" --no-rebuild''',
    'cmake': '''cmake -S "$SOURCE" -B "$BUILD" -G Ninja -DCMAKE_TOOLCHAIN_FILE="$CACHE/cross.cmake" -DCMAKE_BUILD_TYPE=Release \\
    -DCMAKE_INSTALL_PREFIX=$PREFIX -DCMAKE_INSTALL_LIBDIR=lib -DBUILD_SHARED_LIBS=ON $OPTIONS
ninja -C "$BUILD" -j$JOBS
DESTDIR="$STAGE" cmake --install "$BUILD"''',
    'autotools': '''cd "$BUILD"
"$SOURCE/configure" --host=$HOST --build=x86_64-pc-linux-gnu --prefix=$PREFIX --enable-shared --disable-static $OPTIONS
make -j$JOBS
make install DESTDIR="$STAGE"''',
    'hand': '',
    'installed': '',
}


class Failure(Exception):
    pass


def write_tools(here, cache):
    """The cross files and tools that the libraries and the application are built with."""
    tools = cache / 'tools'
    for folder in (tools, cache / 'logs'):
        folder.mkdir(exist_ok=True)
    for name in ('cross.ini', 'cross.cmake'):
        write(cache / name, (here / f'{name}.in').read_text().replace('@CACHE@', str(cache)))
    shutil.copy(here / 'pkg-config', tools / f'{HOST}-pkg-config')
    for tool in TOOLS:
        link = tools / tool
        link.unlink(missing_ok=True)
        link.symlink_to(f'/usr/bin/{tool}')


def write(path, text):
    if not path.exists() or path.read_text() != text:
        path.write_text(text)


def make(cache, sysroot, r, jobs, log_path, tell_version):
    """Builds one package and puts it into the sysroot. Returns its record."""
    work = cache / 'work' / r.name
    shutil.rmtree(work, ignore_errors=True)
    for folder in ('build', 'stage'):
        (work / folder).mkdir(parents=True)
    (work / f'stage{PREFIX}').mkdir()
    with open(log_path, 'w') as log:
        record = fetch(cache, r, work / 'source', log)
        newest = record.get('newest', record['version'])
        tell_version(record['version'] + (f' ({newest} does not arrive)' if newest != record['version'] else ''))
        environment = describe(cache, work, r, jobs, record['version'])
        run('\n'.join([*(m['run'] for m in r.mend), r.run or SHELL[r.kind], r.then]), environment, work / 'source', log)
        record['files'] = sysroot.install(work / 'stage', r) + texts(sysroot, r, work / 'source')
        run(r.finish, environment, sysroot.path, log)
    shutil.rmtree(work)
    return record


def fetch(cache, r, source, log):
    if r.kind == 'installed':
        source.mkdir()
        version = installed_version(r)
        (source / 'debian').mkdir()
        shutil.copy(f'/usr/share/doc/{r.installed}/copyright', source / 'debian')
        return {'source': r.installed, 'version': version, 'suite': 'installed', 'patches': ''}
    record, found = debian.fetch(cache, r.sources())
    try:
        return {**record, 'patches': debian.unpack(found, source, r.patches, r.skip, log)}
    except subprocess.CalledProcessError as error:
        raise Failure(f'{error.cmd[0]} ended with {error.returncode}') from error


def version_now(cache, r):
    """What a make would take."""
    return installed_version(r) if r.kind == 'installed' else debian.fetch(cache, r.sources())[0]['version']


def installed_version(r):
    version = subprocess.run(['dpkg-query', '-W', '-f', '${Version}', r.installed], capture_output=True, text=True)
    if version.returncode:
        raise Failure(f'the Debian package {r.installed} is not installed')
    return version.stdout


def describe(cache, work, r, jobs, version):
    """What the shell of a recipe finds in its environment."""
    sysroot = cache / 'sysroot'
    flags = f'{CFLAGS} -ffile-prefix-map={work}=.'
    return {
        'PATH': f'{cache}/tools:/usr/bin:/bin:/usr/sbin:/sbin', 'HOME': os.environ.get('HOME', '/'), 'LC_ALL': 'C.UTF-8',
        'CACHE': str(cache), 'SOURCE': str(work / 'source' / r.folder), 'BUILD': str(work / 'build'), 'STAGE': str(work / 'stage'),
        'PREFIX': PREFIX, 'ROOT': f'{work}/stage{PREFIX}', 'SYSROOT': str(sysroot), 'JOBS': str(jobs), 'HOST': HOST,
        'OPTIONS': ' '.join(r.options).replace('$PREFIX', PREFIX), 'VERSION': version.split(':')[-1].rsplit('-', 1)[0],
        'MESON': meson(cache) if r.kind == 'meson' else 'false',
        'CC': f'{HOST}-gcc-posix', 'CXX': f'{HOST}-g++-posix', 'AR': f'{HOST}-ar', 'RANLIB': f'{HOST}-ranlib', 'STRIP': f'{HOST}-strip',
        'CFLAGS': flags, 'CXXFLAGS': flags, 'CPPFLAGS': f'-I{sysroot}/include', 'LDFLAGS': f'-L{sysroot}/lib',
        'PKG_CONFIG': f'{cache}/tools/{HOST}-pkg-config',
    }


def meson(cache):
    """The machine's meson, or the one of Debian's backports, unpacked beside the sysroot: glib asks for a newer one than Debian 12 has."""
    own = shutil.which('meson')
    if own and tuple(int(n) for n in subprocess.check_output([own, '--version'], text=True).split('.')[:2]) >= MESON_FLOOR:
        return own
    folder = cache / 'meson'
    debian.Suite(cache, 'bookworm-backports').unpack_binary('meson', folder)
    return f'env PYTHONPATH={folder}/usr/lib/python3/dist-packages /usr/bin/python3 {folder}/usr/bin/meson'


def run(script, environment, folder, log):
    if not script.strip():
        return
    done = subprocess.run(['bash', '-euxo', 'pipefail', '-c', script], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                          stdout=log, stderr=subprocess.STDOUT)
    if done.returncode:
        raise Failure(f'ended with {done.returncode}')


def texts(sysroot, r, source):
    """Copies the licence's texts; Debian's own copyright file too where it came."""
    found = [p for pattern in r.texts for p in sorted(source.glob(pattern))]
    if r.texts and not found:
        raise Failure(f'its licence is not where the recipe says: {" ".join(r.texts)}')
    names = []
    for path in found + [p for p in [source / 'debian/copyright'] if p.exists()]:
        name = f'share/licenses/{r.name}/{path.relative_to(source).as_posix().replace("/", "-")}'
        (sysroot.path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, sysroot.path / name)
        names.append(name)
    return names


def last_lines(path, count):
    return path.read_text(errors='replace').splitlines()[-count:] if path.exists() else []
