#pragma once

#include <glib.h>

/*
 * A Table describes one kind of record: the SQL table it lives in, its fields, and which of them play a part that
 * everything else relies on (number, title, network, section, PC, state). Tables are static data, given to an EpCatalog
 * once when the program starts; from then on they never change.
 */
typedef struct _EpTable EpTable;
typedef struct _EpField EpField;

/* How a value is checked, compared, shown and bound. Every value is text; "" is "not said". */
typedef enum {
    EP_KIND_TEXT,      /* one line */
    EP_KIND_LINES,     /* several lines */
    EP_KIND_CODE,      /* an identifier: fixed-width face, natural order (R8 before R10) */
    EP_KIND_INTEGER,   /* decimal, bound as BIGINT */
    EP_KIND_MONEY,     /* whole yen, bound as BIGINT */
    EP_KIND_DATE,      /* YYYY-MM-DD, local */
    EP_KIND_TIME,      /* YYYY-MM-DDTHH:MM:SSZ */
    EP_KIND_YES,       /* "1" or "" */
    EP_KIND_CHOICE,    /* a code of @choices */
    EP_KIND_REFERENCE, /* the id of a record of @reference, bound as BIGINT */
    EP_KIND_MAC,       /* AA:BB:CC:DD:EE:FF */
    EP_KIND_IP,        /* IPv4 or IPv6 */
} EpKind;

typedef enum {
    EP_FIELD_REQUIRED = 1 << 0,
    EP_FIELD_COLUMN = 1 << 1,   /* a column of the list unless the person chose otherwise */
    EP_FIELD_SEARCHED = 1 << 2, /* found by the list's search */
    EP_FIELD_FACET = 1 << 3,    /* offered as a filter above the list */
    EP_FIELD_DERIVED = 1 << 4,  /* computed by resources/sql/<table>.sql; never written */
    EP_FIELD_FIXED = 1 << 5,    /* written by verbs only, never typed into the form */
    EP_FIELD_PERSONAL = 1 << 6, /* names a person; a title that does is left out of the daily log */
    EP_FIELD_HIDDEN = 1 << 7,   /* not on the card */
    EP_FIELD_FILE = 1 << 8,     /* TEXT: the path of a file on this computer, which a person may choose;
                                 * LINES: several, folders too */
    EP_FIELD_FOLDER = 1 << 9,   /* likewise a folder */
} EpFieldFlags;

/* What a choice looks like as a chip. */
typedef enum {
    EP_TINT_NONE,
    EP_TINT_INFO,
    EP_TINT_FINE,
    EP_TINT_WAIT,
    EP_TINT_LATE,
} EpTint;

typedef struct {
    const char *code; /* stored; never reused for something else */
    const char *label;
    EpTint tint;
    const char *aliases; /* other words under which a file may bring it, separated by | */
} EpChoice;

struct _EpField {
    const char *name; /* the SQL column, the console's name, the key in journals: never reused */
    const char *label;
    EpKind kind;
    EpFieldFlags flags;
    const EpChoice *choices;              /* CHOICE: ended by a NULL code */
    const char *reference;                /* REFERENCE: the table it points into */
    const char *group;                    /* heading on the card; NULL continues the last one */
    guint width;                          /* of its column, in half-width characters; 0 takes the kind's */
    char *(*describe)(const char *value); /* what a card says of codes that stand in a text; free with g_free() */
    const char *initial;                  /* of a new record; "@today", "@now", "@operator" are filled in */
    const char *aliases;                  /* other headings under which a file may bring it, separated by | */
    const char *example;                  /* an invented value, where one is shown what the field holds */
};

/* A section of a record's card: the records of @table whose @field refers to it. */
typedef struct {
    const char *table;
    const char *field;
    const char *label; /* NULL: the table's */
    const char *shows; /* the fields that a row shows, separated by blanks; NULL: number and title */
    gboolean told;     /* what happens to those is part of this record's own story */
} EpTableSection;

typedef enum {
    EP_TABLE_LINES = 1 << 0,       /* its records belong to another's (`parent`) and have no page of their own */
    EP_TABLE_APPEND_ONLY = 1 << 1, /* no record is ever edited */
    EP_TABLE_OBSERVED = 1 << 2,    /* reported by machines, written inside an import's act, not journalled row by row */
    EP_TABLE_SITE = 1 << 3,        /* settings of the site */
} EpTableFlags;

#define EP_NO_FIELD G_MAXUINT

struct _EpLedger; /* endpoint/ledger, endpoint/store: a table only says what is to be asked there */
struct _EpReader;
struct _EpDraft;
struct _EpRecord;

struct _EpTable {
    const char *name;
    const char *label;
    const char *hint; /* what to do when the list is empty */
    EpTableFlags flags;
    const EpField *fields; /* ended by a NULL name */
    const char *number;    /* field names, or NULL */
    const char *title;
    const char *shown; /* what a reference to its records shows; NULL: the number, or else the title */
    const char *network;
    const char *section;
    const char *pc;
    const char *state;
    const char *parent;
    const char *due;    /* the date by which a record wants something done; stored */
    const char *due_at; /* the moment on that day by which it does, stored; a record without one has all of the day */
    const char *timed; /* what those with a moment are called together: they stand by themselves, a clock beside each */
    const char *due_in; /* codes of `state` in which it does; NULL: those of `open`. In another it waits for nobody
                         * before that day */
    /* Those of which somebody wants to be told before `due`, whether or not they wait: what they are called together,
     * and which they are on a day (canonical); pure. NULL: none. */
    const char *soon;
    gboolean (*is_soon)(struct _EpRecord *record, const char *today);
    const char *open;   /* codes of `state`, separated by blanks, in which it waits for somebody: the log's piles */
    const char *series; /* the middle of its human numbers (周 in R8-周-00123); NULL: not numbered by the desk */
    const EpTableSection *sections;
    const struct _EpVerb *verbs; /* ended by a NULL name */
    /* What holds of every record beyond its fields, however it comes (verb, console, file): refuses a draft before it
     * is written, or fills in what follows from the rest. NULL: nothing does. */
    gboolean (*check)(struct _EpLedger *ledger, struct _EpReader *reader, struct _EpDraft *draft, GError **error);
    const char *sort; /* the list's first order: a field, with a leading - for descending */

    /* Filled in by ep_catalog_add(). */
    struct {
        guint n_fields;
        guint n_slots; /* fields, then one label for each reference */
        guint *label_slot;
        guint number, title, network, section, pc, state, parent, due, due_at;
        GHashTable *by_name; /* name → index + 1 */
    } at;
};

guint ep_table_find(const EpTable *table, const char *name); /* EP_NO_FIELD if there is none */
gboolean ep_table_is_open(const EpTable *table, const char *state);
gboolean ep_table_is_due_in(const EpTable *table, const char *state); /* its `due` counts */
gboolean ep_table_waits(const EpTable *table); /* its records can wait for somebody, and have a page of their own */
const EpChoice *ep_field_find_choice(const EpField *field, const char *code);
guint ep_field_get_width(const EpField *field);
gboolean ep_field_is_stored(const EpField *field);
gboolean ep_field_is_edited(const EpField *field); /* may stand in a form */

/* A file may say it of a new record: what may stand in a form, and the number and state that verbs give otherwise. */
gboolean ep_table_imports(const EpTable *table, guint field);

/* The words of @list (separated by blanks; NULL is no words) contain @word. */
gboolean ep_words_contain(const char *list, const char *word);

/* Labels are msgids; this is the text a person reads. */
const char *ep_label(const char *msgid);

/* All tables of a program, in the order they were added. */
typedef struct _EpCatalog EpCatalog;

EpCatalog *ep_catalog_new(void);
void ep_catalog_free(EpCatalog *catalog);
void ep_catalog_add(EpCatalog *catalog, EpTable *table); /* borrowed for good */
EpTable *ep_catalog_find(EpCatalog *catalog, const char *name);
guint ep_catalog_get_n_tables(EpCatalog *catalog);
EpTable *ep_catalog_get_table(EpCatalog *catalog, guint index);
void ep_table_prepare(EpTable *table); /* for a table outside a catalog, such as a verb's questions */

G_DEFINE_AUTOPTR_CLEANUP_FUNC(EpCatalog, ep_catalog_free)
