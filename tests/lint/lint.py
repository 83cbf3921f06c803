#!/usr/bin/env python3
"""Checks what CONTRIBUTING.md says and no other tool knows: who may include whom, where SQL, GTK and the operating system stand, names and sizes.

usage: lint.py [FILE…]     the tracked files of the project, or these
       lint.py --self-test  every rule finds what tests/lint/expect/ holds against it, and nothing else there

A file in expect/ is named after its rule; its first line tells the path it is read as, and `expect` stands on every line to be found.
"""
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXPECT = ROOT / 'tests/lint/expect'
MAX_FILE, MAX_FUNCTION = 500, 70

# Who may include whom (docs/architecture.md). What a folder is not told here has no layer and may not hold C.
LAYERS = {
    'usbctl': [],
    'endpoint/core': [],
    'endpoint/store': ['endpoint/core'],
    'endpoint/ledger': ['endpoint/core', 'endpoint/store', 'usbctl'],
    'endpoint/sample': ['endpoint/core', 'endpoint/store', 'endpoint/ledger'],
    'endpoint/scan': ['endpoint/core'],
    'endpoint/exchange': ['endpoint/core', 'endpoint/store', 'endpoint/ledger', 'usbctl'],
    'endpoint/report': ['endpoint/core', 'endpoint/store', 'endpoint/ledger'],
    'app/cli': ['endpoint', 'usbctl'],
    'app/ui': ['endpoint', 'usbctl'],
    'installer/windows': [],
    'tests': ['endpoint', 'usbctl', 'app', 'tests'],
}
# Libraries that only some layers may know; what is not named here (C, GLib) is everybody's.
LIBRARIES = {
    r'gtk/|gdk/|gsk/': ['app/ui', 'tests'],
    r'pango/|cairo|graphene': ['endpoint/report', 'app/ui', 'tests'],
    r'qrencode': ['endpoint/report'],
    r'xlsxwriter': ['endpoint/report', 'endpoint/exchange'],
    r'sqlite3|libpq': ['endpoint/store', 'tests'],
    r'libusb': ['usbctl'],
    r'libxml/': ['usbctl', 'endpoint/exchange', 'tests'],
    r'jansson|zlib': ['usbctl', 'endpoint/ledger', 'endpoint/exchange', 'app/cli', 'tests'],
}
# What only one engine understands stands with the engine; everything else in resources/sql and in the generator.
SQL_PLACES = r'endpoint/store/ep-(sql|(db|migrate|backup)(-[a-z]+)*)\.c|tests/.*'
SQL = re.compile(r'\b(SELECT\s.+\sFROM\b|INSERT\s+INTO\b|UPDATE\s+\w+\s+SET\b|DELETE\s+FROM\b|ON\s+CONFLICT\b'
                 r'|(CREATE|DROP|ALTER)\s+(TABLE|INDEX|VIEW|TRIGGER)\b|PRAGMA\s)')
# What replaces a file: GLib 2.84 on Windows reads its name in the ANSI code page then. These two rename by themselves.
FILE_PLACES = r'endpoint/core/ep-file\.c|usbctl/usbctl-document\.c|tests/.*'
FILE = re.compile(r'\b(g_file_set_contents(_full)?|g_file_replace\w*|g_key_file_save_to_file|gtk_\w+_to_file)\b')
OS = re.compile(r'^\s*#\s*(?:if|ifdef|ifndef|elif)\b.*\b(_?_?WIN(?:32|64)|_?_?linux_?_?|_?_?unix_?_?|__APPLE__|G_OS_\w+|__MINGW\w+|_MSC_VER)\b')
OS_FILES = r'.*-(linux|windows)\.[ch]'
# Said so often that the long name would hide the sentence, or a lower layer's noun carried on one layer up.
SHORT_NAMES = {'ep_label', 'ep_words_contain', 'ep_field_bind'}


class Source:
    """A C file: its lines, the same without comments, and the same without comments and strings."""

    def __init__(self, path, text):
        self.path = path
        self.lines = text.split('\n')
        self.code = blank(text, r'/\*.*?\*/|//[^\n]*|("(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\')').split('\n')
        self.bare = blank(text, r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'').split('\n')
        self.layer = next((layer for layer in LAYERS if path.startswith(layer + '/')), None)
        self.functions = list(find_functions(self.bare))

    def grep(self, pattern, lines=None):
        for number, line in enumerate(lines or self.bare, 1):
            match = re.search(pattern, line)
            if match:
                yield number, match


def blank(text, pattern):
    """The text with every match emptied, its line breaks kept; what the pattern's group holds stays."""
    def empty(match):
        kept = match.group(1) if match.re.groups else None
        return kept if kept is not None else ' ' + '\n' * match.group(0).count('\n')
    return re.sub(pattern, empty, text, flags=re.S)


def find_functions(lines):
    """Name, first and last line of every function defined; clang-format puts names and braces at the start of a line."""
    for number, line in enumerate(lines):
        match = re.match(r'([a-z_]\w*)\(', line)
        if not match:
            continue
        head = number
        while head < len(lines) and lines[head] != '{' and not re.search(r'[;}]\s*$', lines[head]):
            head += 1
        if head < len(lines) and lines[head] == '{' and '}' in lines[head:]:
            yield match.group(1), number + 1, lines.index('}', head) + 1


def check_layer(source):
    if source.layer is None:
        yield 1, 'this folder belongs to no layer; tests/lint/lint.py lists them'
        return
    for number, match in source.grep(r'^\s*#\s*include\s+"(.+)"', source.code):
        if not (ROOT / match[1]).exists() and not match[1].startswith(('usbctl/', 'endpoint/', 'app/', 'tests/', 'resources/')):
            yield number, f'"{match[1]}" is not a path from the root of the project'
        allowed = [source.layer, 'resources', *LAYERS[source.layer]]
        if not any(match[1].startswith(layer + '/') for layer in allowed):
            yield number, f'{source.layer} may not include "{match[1]}"'
    for number, match in source.grep(r'^\s*#\s*include\s+<(.+)>', source.code):
        for library, layers in LIBRARIES.items():
            if re.match(library, match[1]) and source.layer not in layers:
                yield number, f'{source.layer} may not include <{match[1]}>'


def check_gtk(source):
    if source.layer not in ('app/ui', 'tests'):
        for number, match in source.grep(r'\b(Gtk|Gdk|Gsk)[A-Z]\w*|\b(gtk|gdk|gsk)_\w+'):
            yield number, f'{match[0]}: GTK stands in app/ui'


def check_sql(source):
    if not re.fullmatch(SQL_PLACES, source.path):
        for number, match in source.grep(r'"(?:\\.|[^"\\])*"', source.code):
            if SQL.search(source.code[number - 1]):
                yield number, 'SQL stands in resources/sql'


def check_file(source):
    if not re.fullmatch(FILE_PLACES, source.path):
        for number, match in source.grep(FILE):
            yield number, f'{match[0]}: ep_file_replace() or usbctl_document_write_file() replaces a file also under a Japanese name'


def check_os(source):
    if not re.fullmatch(OS_FILES, source.path):
        for number, match in source.grep(OS, source.code):
            yield number, f'{match[1]}: meson chooses the operating system\'s file, no #if does'


def check_prefix(source):
    """A function is named after its file, the family of files it belongs to, or a type that the file or its header declares."""
    if not source.path.endswith('.c') or source.layer == 'tests' or source.path.endswith('/main.c'):
        return
    words = Path(source.path).stem.split('-')
    names = ['_'.join(words[:count]) for count in range(len(words), 1, -1)]
    header = ROOT / source.path[:-2]
    text = '\n'.join(source.bare + [file.read_text() for suffix in ('.h', '-private.h') if (file := Path(f'{header}{suffix}')).exists()])
    names += [re.sub(r'(?<!^)([A-Z])', r'_\1', name).lower() for name in re.findall(r'(?:\bstruct _|} |\btypedef [^;{]* |\bG_DECLARE\w+\()([A-Z]\w+)', text)]
    for name, number, _ in source.functions:
        if name not in SHORT_NAMES and name not in names and not name.startswith(tuple(known + '_' for known in names)):
            yield number, f'{name}() is named after neither its file nor its type'


def check_size(source):
    if len(source.lines) - 1 > MAX_FILE:
        yield MAX_FILE + 1, f'{len(source.lines) - 1} lines; a file has one idea and at most {MAX_FILE}'
    for name, first, last in source.functions:
        if last - first + 1 > MAX_FUNCTION:
            yield first, f'{name}() has {last - first + 1} lines; a function fits a screen ({MAX_FUNCTION})'


def check_goto(source):
    for number, _ in source.grep(r'\bgoto\b'):
        yield number, 'no goto'


def check_pragma(source):
    if source.path.endswith('.h') and not any(line.strip() == '#pragma once' for line in source.lines):
        yield 1, 'no #pragma once'


def check_gresource(path, text, folder=None):
    """Every query and migration is built in, and what is built in exists."""
    folder = folder or (ROOT / path).parent
    listed = re.findall(r'<file[^>]*>(.*)</file>', text)
    for file in sorted(folder.rglob('*.sql')):
        if str(file.relative_to(folder)) not in listed:
            yield 1, f'{file.relative_to(folder)} is not listed'
    for name in listed:
        if not (folder / name).exists():
            yield text.count('\n', 0, text.find(f'>{name}<')) + 1, f'{name} does not exist'


C_RULES = {'layer': check_layer, 'gtk': check_gtk, 'sql': check_sql, 'file': check_file, 'os': check_os, 'prefix': check_prefix, 'size': check_size,
           'goto': check_goto, 'pragma': check_pragma}
OTHER_RULES = {'gresource': (r'resources/sql/.*\.gresource\.xml', check_gresource)}


def check(path, text):
    """Line, rule and sentence of everything wrong with a file that stands at path."""
    if re.fullmatch(r'.*\.[ch]', path):
        source = Source(path, text)
        for rule, function in C_RULES.items():
            yield from ((number, rule, sentence) for number, sentence in function(source))
    for rule, (pattern, function) in OTHER_RULES.items():
        if re.fullmatch(pattern, path):
            yield from ((number, rule, sentence) for number, sentence in function(path, text))


def self_test():
    failed = 0
    for file in sorted(EXPECT.iterdir()):
        text = file.read_text()
        path = re.search(r'read as ([\w./-]+)', text.split('\n')[0])[1]
        expected = [(number, file.stem) for number, line in enumerate(text.split('\n'), 1) if re.search(r'\bexpect\b', line)]
        found = sorted({(number, rule) for number, rule, _ in check(path, text)})
        if not expected or found != expected:
            failed += 1
            print(f'{file.relative_to(ROOT)}: expected {expected}, found {found}')
    missing = {*C_RULES, *OTHER_RULES} - {file.stem for file in EXPECT.iterdir()}
    for rule in sorted(missing):
        print(f'tests/lint/expect/ has nothing against {rule}')
    return failed + len(missing)


def tracked():
    listing = subprocess.run(['git', '-C', ROOT, 'ls-files', '-z', '--cached', '--others', '--exclude-standard'], check=True, capture_output=True, text=True)
    return [name for name in listing.stdout.split('\0') if name and (ROOT / name).is_file()]


def main():
    if sys.argv[1:] == ['--self-test']:
        return self_test()
    wrong = 0
    for path in sys.argv[1:] or tracked():
        if not path.startswith('tests/lint/expect/') and re.search(r'\.([ch]|xml)$', path):
            for number, rule, sentence in sorted(check(path, (ROOT / path).read_text())):
                print(f'{path}:{number}: {rule}: {sentence}')
                wrong += 1
    return min(wrong, 1)


if __name__ == '__main__':
    sys.exit(main())
