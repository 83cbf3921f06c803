#pragma once

#include "endpoint/core/ep-draft.h"

/*
 * What stands where in a file of separated values that another program reads or writes: which fields of a table under
 * which heading in which order, and how the file is written. One map serves both directions (ep-column-write.h,
 * ep-column-read.h). It is edited as drafts, kept as text (docs/formats.md), and used once it is compiled.
 */
typedef struct {
    const EpTable *table; /* whose fields stand in the columns */
    EpDraft *settings;    /* of ep_column_map_get_settings_table() */
    GPtrArray *columns;   /* EpDraft of ep_column_map_get_column_table(), in the file's order */
} EpColumnMap;

EpColumnMap *ep_column_map_new(const EpTable *table); /* no column yet, settings as files usually are */
void ep_column_map_free(EpColumnMap *map);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(EpColumnMap, ep_column_map_free)

/* encoding, separator, quotes, lines, header, dates, rows, bytes, file, deltas. */
const EpTable *ep_column_map_get_settings_table(void);
/* heading, value (text with {field} in it), required, longest (half-width characters), cut, letters, words. */
const EpTable *ep_column_map_get_column_table(void);

/* EP_ERROR_INVALID names the line and what is expected there. */
EpColumnMap *ep_column_map_parse(const EpTable *table, const char *text, GError **error);
char *ep_column_map_to_text(const EpColumnMap *map); /* the same text for the same map */

/* A map for files like this one: how it is written is told from its bytes, what stands where guessed from its
 * headings. EP_ERROR_INVALID if it is no such file. */
EpColumnMap *ep_column_map_new_from_sample(const EpTable *table, const char *name, GBytes *bytes, GError **error);

/* --- compiled --- */

typedef enum {
    EP_COLUMN_CP932,
    EP_COLUMN_UTF8,
    EP_COLUMN_UTF8_MARK, /* with a byte order mark */
    EP_COLUMN_UTF16_MARK /* little endian, with a byte order mark */
} EpColumnEncoding;

typedef enum { EP_COLUMN_QUOTES_NEEDED, EP_COLUMN_QUOTES_ALL, EP_COLUMN_QUOTES_NEVER } EpColumnQuotes;
typedef enum { EP_COLUMN_DELTAS_NO, EP_COLUMN_DELTAS_COLUMN, EP_COLUMN_DELTAS_FILES } EpColumnDeltas;
typedef enum { EP_COLUMN_LETTERS_KEEP, EP_COLUMN_LETTERS_UPPER, EP_COLUMN_LETTERS_LOWER } EpColumnLetters;

typedef struct {
    char *text;  /* before the field */
    guint field; /* EP_NO_FIELD: the text is all */
} EpColumnPart;

typedef struct {
    char *heading;
    GArray *parts; /* EpColumnPart */
    guint field;   /* the one that it holds alone, so that it can be read back; or EP_NO_FIELD */
    gboolean required, cut;
    guint longest; /* 0: any */
    EpColumnLetters letters;
    GPtrArray *words; /* codes and texts in turn; "" is the word for nothing */
} EpColumn;

typedef struct {
    const EpTable *table;
    EpColumnEncoding encoding;
    EpColumnQuotes quotes;
    EpColumnDeltas deltas;
    char separator;
    const char *line_end;
    gboolean header;
    char *dates; /* YYYY/MM/DD */
    guint rows;  /* in one file; 0: any */
    gsize bytes; /* of one file; 0: any */
    char *file;
    GPtrArray *columns; /* EpColumn */
} EpColumns;

/* EP_ERROR_INVALID names the first that is wrong, with its column. */
EpColumns *ep_column_map_compile(const EpColumnMap *map, GError **error);
EpColumns *ep_columns_parse(const EpTable *table, const char *text, GError **error); /* parsed and compiled */
void ep_columns_free(EpColumns *columns);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(EpColumns, ep_columns_free)

/* Some column holds @field, alone or among others. */
gboolean ep_columns_hold(const EpColumns *columns, guint field);
const char *ep_column_find_word(const EpColumn *column, const char *code); /* NULL: the code has none */

/* --- while it is edited --- */

/* What is wrong in a map, where it is mended. */
typedef struct {
    guint column;      /* from 0; EP_COLUMN_FILE: of the file's settings, or of the map as a whole */
    const char *field; /* of the table of columns, or of settings; NULL: of no field alone */
    char *message;     /* and what to do about it */
} EpColumnWrong;

#define EP_COLUMN_FILE G_MAXUINT

/* @wrong: EpColumnWrong, all there are, of the columns first. The columns as far as they go, to be shown (a column for
 * each of the map's); to be used only if nothing is wrong. */
EpColumns *ep_column_map_check(const EpColumnMap *map, GPtrArray **wrong);

/* "{model} {section}" → "{Model} {Section}": fields are called by their labels, as people read them; and back, where
 * names are understood, too. What is no field stays as it is. */
char *ep_column_dup_labelled(const EpTable *table, const char *value);
char *ep_column_dup_named(const EpTable *table, const char *labelled);
guint ep_column_find_alone(const EpTable *table, const char *value); /* of "{serial}"; EP_NO_FIELD if it is no such */
/* All that a map says, a line for each column and one for the file, to be read. */
char *ep_column_map_describe(const EpColumnMap *map);
