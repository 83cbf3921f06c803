"""Prints a separated file as Python's csv module reads it: read-csv.py FILE ENCODING SEPARATOR. Strict: a character that the encoding does not have, or a byte order mark that is not said, is an error or shows."""
import csv
import sys

path, encoding, separator = sys.argv[1:]
separator = {'comma': ',', 'tab': '\t', 'semicolon': ';'}[separator]
sys.stdout.reconfigure(encoding='utf-8', newline='\n')
with open(path, encoding=encoding, errors='strict', newline='') as file:
    for row in csv.reader(file, delimiter=separator, strict=True):
        print('|'.join(row))
