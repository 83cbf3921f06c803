"""Debian's source packages of a suite, by apt with a state folder of its own: the machine's own sources stay as they are."""
import functools
import gzip
import hashlib
import re
import shutil
import subprocess
import time
from pathlib import Path

# Signed by Debian and not expired, whatever this machine's apt lets pass.
TRUST = 'signed-by=/usr/share/keyrings/debian-archive-keyring.gpg check-valid-until=yes check-date=yes'
RELEASED = ['bookworm', 'trixie']
MAX_AGE = 24 * 60 * 60


class Missing(Exception):
    """Debian's mirror does not have it."""


class Suite:
    """One release with its updates and security fixes. The index is fetched again when it is a day old."""

    def __init__(self, cache, suite):
        self.suite = suite
        self.state = cache / 'apt' / suite
        self.downloads = cache / 'downloads'
        self.downloads.mkdir(exist_ok=True)
        for folder in ('lists/partial', 'cache/archives/partial'):
            (self.state / folder).mkdir(parents=True, exist_ok=True)
        done = self.state / 'updated'
        if not done.exists() or done.stat().st_mtime < time.time() - MAX_AGE:
            (self.state / 'sources.list').write_text(self.sources())
            self.apt('apt-get', '-q', '--error-on=any', 'update')
            done.touch()

    def sources(self):
        """Sources of a release; of backports the programs."""
        main, security = mirrors()
        if self.suite not in RELEASED:
            return f'deb [{TRUST}] {main} {self.suite} main\n'
        suites = [(main, self.suite), (main, f'{self.suite}-updates'), (security, f'{self.suite}-security')]
        return ''.join(f'deb-src [{TRUST}] {uri} {suite} main\n' for uri, suite in suites)

    def apt(self, program, *arguments, check=True, cwd=None):
        options = {'Dir::Etc::SourceList': self.state / 'sources.list', 'Dir::Etc::SourceParts': '/dev/null',
                   'Dir::Etc::Preferences': '/dev/null', 'Dir::Etc::PreferencesParts': '/dev/null',
                   'Dir::State::Lists': self.state / 'lists', 'Dir::Cache': self.state / 'cache',
                   'APT::Sandbox::User': 'root', 'Acquire::Retries': 3, 'Acquire::Languages': 'none'}
        command = [program, *(f'-o{name}={value}' for name, value in options.items()), *arguments]
        result = subprocess.run(command, cwd=cwd, capture_output=True, text=True, env={'LC_ALL': 'C', 'PATH': '/usr/sbin:/usr/bin:/sbin:/bin'})
        if check and result.returncode:
            raise Missing(f'{program} {" ".join(arguments)}: {result.stderr.strip()}')
        return result.stdout

    def versions(self, source):
        """The versions in the index, newest first: [(version, {file: sha256})]."""
        found = {}
        for stanza in self.apt('apt-cache', 'showsrc', '--only-source', source, check=False).split('\n\n'):
            version = re.search(r'^Version: (.*)$', stanza, re.M)
            digests = re.search(r'^Checksums-Sha256:\n((?: .*\n?)+)', stanza, re.M)
            if version and digests:
                found[version[1]] = {name: digest for digest, _, name in map(str.split, digests[1].splitlines())}
        return sorted(found.items(), key=functools.cmp_to_key(compare), reverse=True)

    def download(self, source, version, files):
        """What the mirror has of it, by role: orig, orig-COMPONENT, debian or diff."""
        if not all(self.good(name, digest) for name, digest in files.items()):
            self.apt('apt-get', '-q', '--download-only', '--only-source', 'source', f'{source}={version}', check=False, cwd=self.downloads)
        return {role(name): self.downloads / name for name, digest in files.items() if self.good(name, digest)}

    def good(self, name, digest):
        path = self.downloads / name
        return path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() == digest

    def unpack_binary(self, package, folder):
        if not folder.exists():
            self.apt('apt-get', '-q', 'download', package, cwd=self.downloads)
            newest = max(self.downloads.glob(f'{package}_*.deb'), key=lambda p: p.stat().st_mtime)
            subprocess.run(['dpkg', '-x', newest, folder], check=True)


def fetch(cache, sources):
    """Downloads the first of the sources (SUITE/PACKAGE) that arrives. Mirrors lack files for a while, so the newest version that comes
    with Debian's part is taken, and only then one that comes without. Returns the record's beginning and the files by role."""
    candidates = []
    for suite, name in (source.split('/') for source in sources):
        index = Suite(cache, suite)
        candidates += [(index, name, *version) for version in index.versions(name)]
    for whole in (True, False):
        for index, name, version, files in candidates:
            found = index.download(name, version, files)
            if 'orig' in found and (not whole or 'debian' in found or 'diff' in found):
                return {'source': name, 'version': version, 'suite': index.suite, 'newest': candidates[0][2]}, found
    raise Missing(f'the mirror has none of {" ".join(f"{name}={version}" for _, name, version, _ in candidates) or sources}')


def compare(a, b):
    return 1 if subprocess.run(['dpkg', '--compare-versions', a[0], 'gt', b[0]], check=False).returncode == 0 else -1


def role(name):
    match = re.search(r'\.(orig(?:-[\w-]+)?|debian|diff)(?:\.tar)?\.\w+$', name)
    return match[1] if match else name


def forget_indexes(cache):
    for done in cache.glob('apt/*/updated'):
        done.unlink()


def mirrors():
    """The mirror that this machine's own apt uses, and the one for security fixes."""
    out = subprocess.run(['apt-get', 'indextargets', '--format', '$(ORIGIN)|$(LABEL)|$(REPO_URI)', 'Created-By: Packages'],
                         capture_output=True, text=True, check=True).stdout
    rows = [line.split('|') for line in out.splitlines()]
    main = next((uri for origin, label, uri in rows if (origin, label) == ('Debian', 'Debian')), None)
    security = next((uri for origin, label, uri in rows if label == 'Debian-Security'), None)
    if not main:
        raise Missing('no Debian mirror in the lists of apt: run apt-get update')
    return main, security or main.replace('/debian/', '/debian-security/')


def unpack(found, folder, patches, skip, log):
    """The original with Debian's patches. Returns what the record says about them."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, path in found.items():
        if name.startswith('orig'):
            extract(path, folder / name[len('orig-'):], 1)
    if not {'debian', 'diff'} & set(found):
        return 'not at the mirror'
    if not patches:
        return 'not taken'
    if 'debian' in found:
        extract(found['debian'], folder, 0)
    else:
        apply(gzip.decompress(found['diff'].read_bytes()), folder, log)
    series = folder / 'debian/patches/series'
    names = [line.split('#')[0].split() for line in series.read_text().splitlines()] if series.exists() else []
    applied = [words[0] for words in names if words and words[0] not in skip]
    for name in applied:
        print(f'patch {name}', file=log, flush=True)
        apply((folder / 'debian/patches' / name).read_bytes(), folder, log)
    taken = [f'{len(applied)} of Debian'] if applied or 'debian' in found else []
    return ' and '.join(taken + ["Debian's diff"] * ('diff' in found)) + (f', not {" ".join(skip)}' if skip else '')


def apply(text, folder, log):
    subprocess.run(['patch', '-p1', '-s', '-f', '-N', '-F0'], cwd=folder, input=text, stdout=log, stderr=log, check=True)


def extract(archive, folder, strip):
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(['tar', '-xf', archive, '-C', folder, f'--strip-components={strip}', '--no-same-owner'], check=True)
