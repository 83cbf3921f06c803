#pragma once

#include "endpoint/store/ep-db.h"

/*
 * One test, run once for each engine:
 *
 *     static void
 *     test_insert(const EpTestEngine *engine)
 *     {
 *         g_autoptr(EpDb) db = ep_test_engines_open(engine);
 *         …
 *     }
 *
 *     ep_test_engines_add("/store/insert", test_insert);      -> /store/sqlite/insert and /store/pgsql/insert
 */
typedef struct {
    EpDbKind kind;
    const char *uri;    /* of a database that is empty and this run's own */
    const char *folder; /* for files, this run's own; removed after it */
} EpTestEngine;

typedef void (*EpTestEngineFunc)(const EpTestEngine *engine);

/* @path has at least two parts; the engine's name comes after the first. */
void ep_test_engines_add(const char *path, EpTestEngineFunc func);
void ep_test_engines_add_one(EpDbKind kind, const char *path,
                             EpTestEngineFunc func); /* for what only one of them has */

/* Another connection at each call. Aborts when it cannot be had. */
EpDb *ep_test_engines_open(const EpTestEngine *engine);
EpDb *ep_test_engines_open_with(const EpTestEngine *engine, EpDbFlags flags);

/* After a process was killed: a server may still be busy with what it had sent, and under Wine it is not told that
 * nobody listens any more: it is told here. Whoever has the write lock waited for the end of that. */
void ep_test_engines_settle(const EpTestEngine *engine);
