"""Debian's source packages of a suite, by apt with a state folder of its own: the machine's own sources stay as they are."""
import hashlib
import re
import shutil
import subprocess
import time
from pathlib import Path

KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg'
MAX_AGE = 24 * 60 * 60


class Missing(Exception):
    """Debian's mirror does not have it."""


class Suite:
    """One release with its updates and security fixes. The index is fetched again when it is old, or asked to be `fresh`."""
    asked = set()

    def __init__(self, cache, suite, fresh=False):
        self.suite = suite
        self.state = cache / 'apt' / suite
        self.downloads = cache / 'downloads'
        self.downloads.mkdir(exist_ok=True)
        for folder in ('lists/partial', 'cache/archives/partial'):
            (self.state / folder).mkdir(parents=True, exist_ok=True)
        done = self.state / 'updated'
        old = not done.exists() or done.stat().st_mtime < time.time() - MAX_AGE
        if old or (fresh and suite not in Suite.asked):
            (self.state / 'sources.list').write_text(self.sources())
            self.apt('apt-get', '-q', 'update')
            done.touch()
        Suite.asked.add(suite)

    def sources(self):
        main, security = mirrors()
        suites = [(main, self.suite), (main, f'{self.suite}-updates'), (security, f'{self.suite}-security')]
        if self.suite.endswith('-backports'):
            suites = [(main, self.suite)]
        return ''.join(f'{kind} [signed-by={KEYRING}] {uri} {suite} main\n' for uri, suite in suites for kind in ('deb', 'deb-src'))

    def apt(self, program, *arguments, check=True, cwd=None):
        options = {'Dir::Etc::SourceList': self.state / 'sources.list', 'Dir::Etc::SourceParts': '/dev/null',
                   'Dir::Etc::Preferences': '/dev/null', 'Dir::Etc::PreferencesParts': '/dev/null',
                   'Dir::State::Lists': self.state / 'lists', 'Dir::Cache': self.state / 'cache',
                   'APT::Sandbox::User': 'root', 'Acquire::Retries': 3}
        command = [program, *(f'-o{name}={value}' for name, value in options.items()), *arguments]
        result = subprocess.run(command, cwd=cwd, capture_output=True, text=True, env={'LC_ALL': 'C', 'PATH': '/usr/sbin:/usr/bin:/sbin:/bin'})
        if check and result.returncode:
            raise Missing(f'{program} {" ".join(arguments)}: {result.stderr.strip()}')
        return result.stdout

    def files(self, source):
        """The files of the newest version, with their digests by the signed index: {name: sha256}."""
        out = self.apt('apt-get', '--print-uris', '--only-source', 'source', source)
        return dict(re.findall(r"^'\S+' (\S+) \d+ SHA256:(\w+)$", out, re.M))

    def version(self, source):
        """The newest version, or None."""
        try:
            dsc = next(name for name in self.files(source) if name.endswith('.dsc'))
        except (Missing, StopIteration):
            return None
        for stanza in self.apt('apt-cache', 'showsrc', '--only-source', source).split('\n\n'):
            if f' {dsc}\n' in stanza:
                return re.search(r'^Version: (.*)$', stanza, re.M)[1]
        return None

    def fetch(self, source):
        """Downloads what the mirror has of a package: some lack the .dsc or Debian's own part while the original archive is there.
        Returns (version, {role: path}) with the roles orig, orig-COMPONENT and debian; raises Missing without the original."""
        files = self.files(source)
        if not all(self.good(name, digest) for name, digest in files.items()):
            self.apt('apt-get', '-q', '--download-only', '--only-source', 'source', source, check=False, cwd=self.downloads)
        found = {role(name): self.downloads / name for name, digest in files.items() if self.good(name, digest)}
        if 'orig' not in found:
            raise Missing(f'{self.suite} does not have the original archive of {source}')
        return self.version(source), found

    def good(self, name, digest):
        path = self.downloads / name
        return path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() == digest

    def unpack_binary(self, package, folder):
        if not folder.exists():
            self.apt('apt-get', '-q', 'download', package, cwd=self.downloads)
            newest = max(self.downloads.glob(f'{package}_*.deb'), key=lambda p: p.stat().st_mtime)
            subprocess.run(['dpkg', '-x', newest, folder], check=True)


def role(name):
    match = re.search(r'\.(orig(?:-[\w-]+)?|debian)\.tar\.\w+$', name)
    return match[1] if match else name


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
    if 'debian' not in found:
        return 'not at the mirror'
    extract(found['debian'], folder, 0)
    if not patches:
        return 'not taken'
    series = folder / 'debian/patches/series'
    names = [line.split('#')[0].split() for line in series.read_text().splitlines()] if series.exists() else []
    applied = [words[0] for words in names if words and words[0] not in skip]
    for name in applied:
        with open(folder / 'debian/patches' / name) as text:
            print(f'patch {name}', file=log, flush=True)
            subprocess.run(['patch', '-p1', '-s', '-f', '-N', '-F0'], cwd=folder, stdin=text, stdout=log, stderr=log, check=True)
    return f'{len(applied)} of Debian' + (f', not {" ".join(skip)}' if skip else '')


def extract(archive, folder, strip):
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(['tar', '-xf', archive, '-C', folder, f'--strip-components={strip}', '--no-same-owner'], check=True)
