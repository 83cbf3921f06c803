"""A recipe is recipes/NAME.toml; recipes/README.md says what may stand in it."""
import hashlib
import sys
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

# Raised when the tools themselves change what they build from the same recipe: everything is made anew.
GENERATION = 1


@dataclass
class Recipe:
    name: str
    provides: str
    dlls: list
    licence: str
    kind: str
    source: str = ''
    installed: str = ''
    otherwise: list = field(default_factory=list)
    needs: list = field(default_factory=list)
    tools: list = field(default_factory=list)
    options: list = field(default_factory=list)
    folder: str = '.'
    patches: bool = True
    skip: list = field(default_factory=list)
    mend: list = field(default_factory=list)
    run: str = ''
    then: str = ''
    finish: str = ''
    keep: list = field(default_factory=list)
    texts: list = field(default_factory=list)
    tells: str = ''
    why: str = ''
    digest: str = ''

    def sources(self):
        return [f'trixie/{self.source}', *self.otherwise]


def load(path):
    text = path.read_text()
    try:
        return Recipe(name=path.stem, digest=hashlib.sha256(text.encode()).hexdigest(), **tomllib.loads(text))
    except (TypeError, tomllib.TOMLDecodeError) as error:
        sys.exit(f'build: {path}: {error}')


def load_all(folder):
    """All recipes, each after those it needs."""
    by_name = {p.stem: load(p) for p in sorted(folder.glob('*.toml'))}
    ordered = []

    def add(recipe, path):
        if recipe in ordered:
            return
        if recipe.name in path:
            sys.exit(f'build: recipes need each other: {" -> ".join(path + [recipe.name])}')
        for need in recipe.needs:
            if need not in by_name:
                sys.exit(f'build: {recipe.name} needs {need}, which has no recipe')
            add(by_name[need], path + [recipe.name])
        ordered.append(recipe)

    for recipe in by_name.values():
        add(recipe, [])
    return ordered
