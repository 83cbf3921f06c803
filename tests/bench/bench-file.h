#pragma once

#include "tests/bench/bench.h"

/*
 * The files of a list beside what an export does with the same bytes: a file that is safely on the disk, its SHA-256,
 * and a deflated copy for the ledger.
 */
typedef GPtrArray *(*BenchFileRender)(gpointer user_data); /* GBytes, transfer full */

typedef struct {
    BenchSamples *ours, *written, *kept;
} BenchFilePeers;

/* @rounds renders, and a line for each of the two that it is compared with. */
void bench_file_compare(const char *name, guint rounds, BenchFileRender render, gpointer user_data, const char *folder);
