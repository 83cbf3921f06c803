#pragma once

#include "endpoint/core/ep-table.h"

/* By what a row of an import finds its record, strongest first. */
typedef enum {
    EP_IMPORT_KEY_NUMBER,
    EP_IMPORT_KEY_SERIAL,
    EP_IMPORT_KEY_MAC,
    EP_IMPORT_KEY_HOST,
    EP_IMPORT_N_KEYS,
} EpImportKey;

#define EP_IMPORT_KEY_FIELDS 2 /* a PC has two MAC addresses */

/* The fields that hold the key, EP_NO_FIELD for none. */
void ep_import_key_find_fields(const EpTable *table, EpImportKey key, guint fields[EP_IMPORT_KEY_FIELDS]);

/* Serial numbers that makers leave in machines ("To be filled by O.E.M.", "0", "123456789", one character repeated):
 * they never match. */
gboolean ep_import_key_is_junk_serial(const char *serial);

/* Whether a canonical value can tell one record from another. */
gboolean ep_import_key_is_usable(EpImportKey key, const char *value);

/* The form in which keys are compared: width and case do not matter, every hyphen does. NULL when @value is in it. */
char *ep_import_key_fold(const char *value);

/* Keys of many items; an item may have several, and several may have the same. */
typedef struct _EpImportIndex EpImportIndex;

typedef struct {
    guint item;
    guint next; /* private */
} EpImportLink;

EpImportIndex *ep_import_index_new(void);
void ep_import_index_free(EpImportIndex *index);

/* @value must live as long as the index. */
void ep_import_index_add(EpImportIndex *index, const char *value, guint item);

/* The items with that key, last added first; NULL at the end. */
const EpImportLink *ep_import_index_find(EpImportIndex *index, const char *value);
const EpImportLink *ep_import_index_next(EpImportIndex *index, const EpImportLink *link);

/* More than one item has it. */
gboolean ep_import_index_is_shared(EpImportIndex *index, const char *value);
