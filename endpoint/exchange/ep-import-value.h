#pragma once

#include "endpoint/core/ep-draft.h"
#include "endpoint/store/ep-reader.h"

/*
 * Text as found in a file → canonical values of a table's fields. Equal texts are parsed once; results live as long as
 * the reader of values. Not for two threads at once.
 *
 * Beyond ep_kind_parse(): blanks around go, wide ones too; codes are narrowed; a dash, なし or 不明 is no value where
 * text would not do; sizes take units (16GB for a field in MB); a reference is matched by code, then by folded name,
 * and one that nobody knows becomes a draft, marked as `unconfirmed`, if its table has that field.
 */
typedef struct _EpImportValue EpImportValue;

EpImportValue *ep_import_value_new(EpReader *reader, const EpTable *table);
void ep_import_value_free(EpImportValue *values);

/* "" where nothing is said; NULL with *@reason, which is owned by @values. @text is read up to @length bytes. */
const char *ep_import_value_read(EpImportValue *values, guint field, const char *text, gsize length,
                                 const char **reason);

/* What a canonical value is called in a preview; a reference's name, known or made. */
const char *ep_import_value_get_label(EpImportValue *values, guint field, const char *value);

/* The draft of the record that @value refers to, if it was made here; borrowed. */
EpDraft *ep_import_value_get_made(EpImportValue *values, guint field, const char *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(EpImportValue, ep_import_value_free)
