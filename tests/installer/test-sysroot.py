#!/usr/bin/env python3
"""installer/sysroot/build with recipes that need no compiler and no network: what is made, what is made again, what is said."""
import json
import os
import shutil
import subprocess
import tempfile
import tomllib
import unittest
from pathlib import Path

BUILD = Path(__file__).resolve().parents[2] / 'installer/sysroot/build'


class Sysroot(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.recipes = self.folder / 'recipes'
        self.recipes.mkdir()
        self.sysroot = self.folder / 'cache/sysroot'
        self.ready = None

    def recipe(self, name, needs=(), run='', **more):
        run = run or f'mkdir -p "$ROOT/lib/pkgconfig"; echo Version: 1 >"$ROOT/lib/pkgconfig/{name}.pc"'
        keys = {'installed': 'dpkg', 'provides': name, 'dlls': [], 'licence': 'MIT', 'kind': 'installed', 'needs': list(needs), **more}
        text = ''.join(f'{key} = {json.dumps(value)}\n' for key, value in keys.items())
        (self.recipes / f'{name}.toml').write_text(f"{text}run = '''{run}'''\n")

    def build(self, *arguments):
        environment = {**os.environ, 'MADOGUCHI_WINDOWS': str(self.ready or self.folder / 'none')}
        if not self.ready:
            (self.folder / 'none/lib/pkgconfig').mkdir(parents=True, exist_ok=True)
            (self.folder / 'none/lib/pkgconfig/glib-2.0.pc').touch()
        return subprocess.run([BUILD, '--cache', self.folder / 'cache', '--recipes', self.recipes, *arguments], env=environment,
                              capture_output=True, text=True)

    def made(self, *arguments):
        """The names of what a run made, in order."""
        result = self.build(*arguments)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        return [line.split('] ')[1].split()[0] for line in result.stdout.splitlines() if line.startswith('[')]

    def test_made_once_in_the_order_of_needs(self):
        self.recipe('apple', needs=['pear'])
        self.recipe('pear')
        self.assertEqual(self.made(), ['pear', 'apple'])
        self.assertEqual(self.made(), [])

    def test_a_changed_recipe_takes_what_needs_it_along(self):
        self.recipe('apple', needs=['pear'])
        self.recipe('pear')
        self.recipe('plum')
        self.made()
        self.recipe('pear', licence='Zlib')
        self.assertEqual(self.made(), ['pear', 'apple'])

    def test_files_of_an_older_make_go(self):
        self.recipe('pear', run='mkdir -p "$ROOT/lib/pkgconfig" "$ROOT/share"; touch "$ROOT/lib/pkgconfig/pear.pc" "$ROOT/share/old"')
        self.made()
        self.assertTrue((self.sysroot / 'share/old').exists())
        self.recipe('pear')
        self.made()
        self.assertFalse((self.sysroot / 'share/old').exists())

    def test_a_failure_names_the_log_and_the_next_run_goes_on(self):
        self.recipe('apple')
        self.recipe('pear', needs=['apple'], run='echo the core is rotten; exit 3')
        self.recipe('plum', needs=['pear'])
        result = self.build()
        self.assertEqual(result.returncode, 1)
        self.assertIn('the core is rotten', result.stdout)
        self.assertIn(str(self.folder / 'cache/logs/pear.log'), result.stdout)
        self.recipe('pear')
        self.assertEqual(self.made(), ['pear', 'plum'])

    def test_a_ready_sysroot_is_completed(self):
        self.ready = self.folder / 'given'
        (self.ready / 'sysroot/lib/pkgconfig').mkdir(parents=True)
        (self.ready / 'sysroot/bin').mkdir()
        for name in ('glib-2.0', 'pear'):
            (self.ready / f'sysroot/lib/pkgconfig/{name}.pc').write_text('Version: 7.5\n')
        (self.ready / 'sysroot/bin/libpear-2.dll').touch()
        self.recipe('pear', dlls=['libpear-*'], installed='', source='dpkg', kind='hand')
        self.recipe('apple', needs=['pear'])
        self.assertNotIn('build:', self.build('--packages').stdout)
        self.assertEqual(self.made(), ['apple'])
        self.assertEqual(self.build('--list', 'LIBPEAR-2.dll').stdout.split('\t')[:4], ['pear', 'dpkg', '7.5', 'MIT'])
        shutil.rmtree(self.sysroot / 'share/licenses/pear') # as if its package was installed only now
        self.build('--list')
        self.assertEqual((self.sysroot / 'share/licenses/pear/debian-copyright').read_bytes(), Path('/usr/share/doc/dpkg/copyright').read_bytes())
        self.recipe('pear')
        self.assertEqual(self.made('--own'), ['pear', 'apple'])
        self.assertEqual(self.made(), [])

    def test_a_ready_sysroot_tells_what_its_pc_file_does_not(self):
        self.ready = self.folder / 'given'
        (self.ready / 'lib/pkgconfig').mkdir(parents=True)
        (self.ready / 'lib/pkgconfig/glib-2.0.pc').touch()
        (self.ready / 'lib/pkgconfig/pear.pc').write_text('Version: 26\n')
        (self.ready / 'pear.h').write_text('#define PEAR 2.13\n')
        self.recipe('pear', dlls=['pear'], installed='', source='pear', kind='hand', tells="sed -n 's/#define PEAR //p' pear.h")
        (self.ready / 'bin').mkdir()
        (self.ready / 'bin/pear.dll').touch()
        self.assertEqual(self.build('--list').stdout.split('\t')[:3], ['pear', 'pear', '2.13'])
        self.recipe('pear', dlls=['pear'], installed='', source='pear', kind='hand', tells='echo 2.14')
        self.assertEqual(self.build('--list').stdout.split('\t')[:3], ['pear', 'pear', '2.14'])
        self.recipe('pear')
        self.assertEqual(self.made(), ['pear']) # what is copied from this machine is not taken ready

    def test_update_makes_again_what_has_another_version_and_what_needs_it(self):
        self.recipe('apple', needs=['pear'])
        self.recipe('pear')
        self.recipe('plum')
        self.made()
        self.assertEqual(self.made('--update'), [])
        record = self.sysroot / 'share/madoguchi/packages/pear.json'
        now = json.loads(record.read_text())['version']
        record.write_text(record.read_text().replace(now, '0.1'))
        self.assertEqual(self.made(), ['apple'])
        result = self.build('--update')
        self.assertIn(f'pear: 0.1 is {now} now', result.stdout)
        self.assertEqual([line.split()[2] for line in result.stdout.splitlines() if line.startswith('[')], ['pear', 'apple'])
        self.assertEqual(self.made('--update'), [])

    def test_update_says_what_it_cannot_ask(self):
        self.recipe('pear')
        self.made()
        self.recipe('pear', installed='madoguchi-no-such-package')
        result = self.build('--update')
        self.assertEqual((result.returncode, result.stderr), (1, 'build: the Debian package madoguchi-no-such-package is not installed\n'))

    def test_a_packed_sysroot_is_a_ready_one(self):
        self.recipe('glib-2.0')
        self.made()
        archive = self.folder / 'packed.tar.zst'
        self.assertEqual(self.build('--pack', archive).returncode, 0)
        self.assertEqual([p.name for p in self.folder.glob('packed*')], [archive.name])
        shutil.rmtree(self.folder / 'cache')
        self.ready = archive
        self.assertEqual(self.made(), [])
        self.assertTrue((self.sysroot / 'lib/pkgconfig/glib-2.0.pc').exists())

    def test_a_pack_that_fails_leaves_the_older_archive(self):
        archive = self.folder / 'packed.tar.zst'
        archive.write_text('older')
        result = self.build('--own', '--pack', archive)
        self.assertNotEqual(result.returncode, 0)
        self.assertEqual([p.read_text() for p in self.folder.glob('packed*')], ['older'])

    def test_a_broken_archive_says_what_to_do(self):
        self.ready = self.folder / 'half.tar.zst'
        subprocess.run(['tar', '-C', BUILD.parent, '-I', 'zstd', '-cf', self.ready, '.'], check=True)
        os.truncate(self.ready, self.ready.stat().st_size // 2)
        self.recipe('pear')
        result = self.build()
        self.assertEqual(result.returncode, 1)
        self.assertIn(f'{self.ready} cannot be unpacked: ', result.stderr)
        self.assertIn('--own', result.stderr)
        self.assertNotIn('Traceback', result.stderr)
        self.assertEqual(list((self.folder / 'cache').glob('sysroot*')), [])

    def test_what_does_not_come_is_a_failure(self):
        self.recipe('pear', dlls=['libpear-*'])
        result = self.build()
        self.assertEqual(result.returncode, 1)
        self.assertIn('libpear-*', result.stdout)
        self.recipe('pear', provides='lib/pear.a')
        result = self.build()
        self.assertEqual(result.returncode, 1)
        self.assertIn('installed no lib/pear.a', result.stdout)

    def test_documentation_programs_and_the_prefix_stay_out(self):
        self.recipe('pear', keep=['wanted.exe'], run='''
            mkdir -p "$ROOT"/bin "$ROOT"/share/doc "$ROOT"/share/locale/fr "$ROOT"/share/locale/ja "$ROOT"/lib/pkgconfig
            touch "$ROOT"/bin/wanted.exe "$ROOT"/bin/other.exe "$ROOT"/share/doc/pear "$ROOT"/share/locale/fr/x "$ROOT"/share/locale/ja/x
            printf "prefix=$PREFIX\\nlibdir=$PREFIX/lib\\n" >"$ROOT/lib/pkgconfig/pear.pc"''')
        self.made()
        files = json.loads((self.sysroot / 'share/madoguchi/packages/pear.json').read_text())['files']
        self.assertEqual(files, ['bin/wanted.exe', 'lib/pkgconfig/pear.pc', 'share/locale/ja/x', 'share/licenses/pear/debian-copyright'])
        self.assertIn('libdir=${prefix}/lib', (self.sysroot / 'lib/pkgconfig/pear.pc').read_text())

    def test_sources_come_from_suites_in_force(self):
        """Testing and unstable expire while a mirror lacks them; apt must look at that even where the machine's apt does not."""
        suites = {source.split('/')[0] for file in BUILD.parent.glob('recipes/*.toml') for source in tomllib.loads(file.read_text()).get('otherwise', [])}
        self.assertLessEqual(suites, {'bookworm', 'trixie'})
        self.assertIn('check-valid-until=yes', (BUILD.parent / 'debian.py').read_text())

    def test_the_recipes_of_the_project_are_whole(self):
        result = subprocess.run([BUILD, '--cache', self.folder / 'cache', '--own', '--packages'], capture_output=True, text=True)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn('gcc-mingw-w64-x86-64-posix', result.stdout)


if __name__ == '__main__':
    unittest.main()
